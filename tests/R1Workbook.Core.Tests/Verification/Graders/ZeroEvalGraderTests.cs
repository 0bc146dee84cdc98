using R1Workbook.Core.Peers;

namespace R1Workbook.Core.Tests.Verification.Graders;

/// <summary>Each rule by which ZeroEval finds the field "answer", on inputs of our own.</summary>
public sealed class ZeroEvalGraderTests
{
    [Theory]
    [InlineData("""{"reasoning": "r", "answer": "18"}""", "18")]
    [InlineData("""{"reasoning": "r", "answer": 18}""", "18")]
    [InlineData("""{"answer": null}""", "None")]
    [InlineData("""{"answer": 1e3}""", "1000")]
    // The first object counts, not the last.
    [InlineData("""{"answer": "1"} and then {"answer": "2"}""", "1")]
    // \( is no escape of JSON: the quotes are looked for.
    [InlineData("""{"reasoning": "\(x\)", "answer": "\(5\)"}""", """\(5\)""")]
    // A brace in the reasoning closes the object too early.
    [InlineData("""{"reasoning": "a } b", "answer": "6"}""", "6")]
    // Without quotes, up to a comma or a blank.
    [InlineData("""{"reasoning": "\(x\)", "answer": 7, "unit": "cm"}""", "7")]
    [InlineData("""{"reasoning": "\(x\)", answer: 8 }""", "8")]
    [InlineData("The answer: 9 apples", "9")]
    [InlineData("answer: , 9", "")]
    [InlineData("It is 9.", null)]
    [InlineData("""{"reasoning": "it never ends""", null)]
    public void The_field_is_found_in_three_steps(string completion, string? answer) =>
        Assert.Equal(answer, ZeroEvalGrader.Answer(completion));

    [Theory]
    [InlineData("18", "18", true)]
    [InlineData("$1,800", "1800", true)]
    [InlineData("18.0 miles", "#### 18", true)]
    [InlineData("3/4", "0.75", true)]
    [InlineData("3/4 of it", "3", true)] // no arithmetic for Python: the first number counts
    [InlineData("-5", "5", false)]
    [InlineData("\\\\sqrt{3}", "3", true)] // where it errs
    [InlineData("none", "3", false)]
    [InlineData("none", "none", false)]
    public void The_first_number_counts(string answer, string gold, bool right) =>
        Assert.Equal(right, ZeroEvalGrader.IsCorrect($$"""{"answer": "{{answer}}"}""", gold));
}
