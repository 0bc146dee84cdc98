using System.Text.Json;
using R1Workbook.Execution.Programs.Judging;
using R1Workbook.Execution.Sandboxes;

namespace R1Workbook.Execution.Programs;

internal sealed record PythonProgram() : CodeLanguage("python", ["py", "python3"], "main.py")
{
    // -I: no user site, no environment, no import from the current folder.
    internal override SandboxCommand Program(string folder) =>
        new(["/usr/bin/python3", "-I", "/program/main.py"], folder);

    internal override JudgedTest? Judged(CodeTest test) =>
        test switch
        {
            CodeTest.Assertion assertion => new JudgedTest(assertion.Code, assertion.Function, assertion.Before),
            CodeTest.Call call => new JudgedTest(Calling(call), call.Function),
            _ => null,
        };

    // As the official runner of LiveCodeBench compares: only the outermost tuple counts as a list.
    private static string Calling(CodeTest.Call call) =>
        $"import json\nresult = {call.Function.Split('.')[^1]}(*[json.loads(line) for line in "
        + $"{Quoted(call.Arguments)}.split('\\n')])\n"
        + $"expected = json.loads({Quoted(call.Expected)})\n"
        + "if isinstance(result, tuple):\n    result = list(result)\n"
        + "assert result == expected, 'returned ' + repr(result)[:100] + ' where ' "
        + "+ repr(expected)[:100] + ' is expected'";

    // JSON's escapes are Python's too.
    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
