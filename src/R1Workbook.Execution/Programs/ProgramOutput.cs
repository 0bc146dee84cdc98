using R1Workbook.Core.Verification.Expressions;
using R1Workbook.Execution.Sandboxes;

namespace R1Workbook.Execution.Programs;

/// <summary>Compares what a program wrote with what it should write.</summary>
internal static class ProgramOutput
{
    /// <summary>Line by line; within a line word by word, numbers by their value.</summary>
    public static CodeTestResult Compare(CodeTest.InputOutput test, SandboxResult result)
    {
        if (!result.Succeeded)
            return new CodeTestResult(false, result.Reason);
        string[] expected = Lines(test.Expected),
            written = Lines(result.Output);
        for (int line = 0; line < Math.Max(expected.Length, written.Length); line++)
        {
            string wanted = line < expected.Length ? expected[line] : "",
                found = line < written.Length ? written[line] : "";
            if (line >= expected.Length || line >= written.Length)
                return new CodeTestResult(false, $"{written.Length} lines where {expected.Length} are expected");
            if (!Same(wanted, found))
            {
                return new CodeTestResult(
                    false,
                    $"line {line + 1} is {Shown(found)} where {Shown(wanted)} is expected"
                );
            }
        }

        return new CodeTestResult(true, "the output is the expected one");
    }

    // Words one by one, numbers by their value: 1.50 answers 1.5.
    private static bool Same(string expected, string written)
    {
        if (expected == written)
            return true;
        string[] wanted = Words(expected),
            found = Words(written);
        return wanted.Length == found.Length
            && wanted
                .Zip(found)
                .All(pair =>
                    pair.First == pair.Second
                    || (
                        Rational.TryParse(pair.First, out Rational number)
                        && Rational.TryParse(pair.Second, out Rational other)
                        && number == other
                    )
                );
    }

    private static string[] Words(string line) => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static string[] Lines(string text) =>
        [.. text.ReplaceLineEndings("\n").Trim().Split('\n').Select(line => line.TrimEnd())];

    private static string Shown(string line) => line.Length <= 40 ? $"'{line}'" : $"'{line[..40]}...'";
}
