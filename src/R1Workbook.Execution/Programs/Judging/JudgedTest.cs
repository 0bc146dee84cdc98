using System.Text.Json.Serialization;

namespace R1Workbook.Execution.Programs.Judging;

/// <summary>One test as the judging process reads it.</summary>
/// <param name="Code">The test, in Python.</param>
/// <param name="Name">The function that the test asks the answer for, or <c>Class.method</c>; empty where every name
/// that the test does not define itself is the answer's.</param>
/// <param name="Before">What is run before the test, such as the prompt with the functions that stand before the one
/// asked for.</param>
internal sealed record JudgedTest(
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("name")] string Name = "",
    [property: JsonPropertyName("before")] string Before = ""
);
