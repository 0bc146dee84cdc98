using System.Text.RegularExpressions;
using R1Workbook.Core.Verification.Expressions;
using R1Workbook.Execution.Sandboxes;

namespace R1Workbook.Execution.Programs;

/// <summary>
/// The reward of code: the program of the answer is compiled and run against tests in a sandbox (R1: code competition
/// problems are judged by a compiler and predefined tests; arXiv 2501.12948v2, section 2.2). All tests must pass, or
/// each counts its share.
/// </summary>
public static partial class CodeReward
{
    private static readonly SandboxLimits CompilerLimits = new()
    {
        Time = TimeSpan.FromSeconds(60),
        Cpu = TimeSpan.FromSeconds(60),
        MemoryBytes = 2L << 30,
        FileBytes = 64L << 20,
    };

    /// <summary>1 or 0 by all tests, or the share of tests passed.</summary>
    /// <param name="verdict">The judgement.</param>
    /// <param name="partial">Whether part of the tests earns part of the reward.</param>
    public static double Of(CodeVerdict verdict, bool partial = false) =>
        partial ? verdict.Share
        : verdict.AllPassed ? 1
        : 0;

    /// <summary>Judges the program in a completion.</summary>
    /// <param name="completion">What the model wrote: its last fenced block of the language, or of no language, is the
    /// program.</param>
    /// <param name="language">The language of the program.</param>
    /// <param name="tests">The tests, run one after the other, each in a sandbox of its own.</param>
    /// <param name="limits">What the program may use in each test.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="SandboxException">There is no sandbox on this machine: nothing was run.</exception>
    public static async Task<CodeVerdict> JudgeAsync(
        string completion,
        CodeLanguage language,
        IReadOnlyList<CodeTest> tests,
        SandboxLimits limits,
        CancellationToken cancellationToken
    )
    {
        if (Program(completion, language) is not { } source)
            return Failed(tests, $"there is no fenced block of {language.Name} in the completion");
        List<CodeTestResult> results = [];
        // Tests that read input share one compiled program; an assertion is compiled with the answer.
        CompiledProgram? shared = null;
        try
        {
            foreach (CodeTest test in tests)
            {
                if (test is CodeTest.InputOutput asked)
                {
                    shared ??= await CompiledProgram
                        .CreateAsync(source, language, CompilerLimits, cancellationToken)
                        .ConfigureAwait(false);
                    results.Add(
                        shared.Error is { } error
                            ? new CodeTestResult(false, error)
                            : Compare(
                                asked,
                                await shared.RunAsync(asked.Input, limits, cancellationToken).ConfigureAwait(false)
                            )
                    );
                }
                else if (test is CodeTest.Assertion assertion)
                {
                    using CompiledProgram own = await CompiledProgram
                        .CreateAsync(
                            source + "\n\n" + assertion.Code + "\n",
                            language,
                            CompilerLimits,
                            cancellationToken
                        )
                        .ConfigureAwait(false);
                    SandboxResult? ran = own.Error is null
                        ? await own.RunAsync("", limits, cancellationToken).ConfigureAwait(false)
                        : null;
                    results.Add(new CodeTestResult(ran?.Succeeded == true, own.Error ?? ran!.Reason));
                }
            }
        }
        finally
        {
            shared?.Dispose();
        }

        int passed = results.Count(result => result.Passed),
            first = results.FindIndex(result => !result.Passed);
        return new CodeVerdict(
            results,
            first < 0
                ? $"{passed} of {results.Count} tests passed"
                : $"{passed} of {results.Count} tests passed; test {first + 1} failed: {results[first].Reason}"
        );
    }

    /// <summary>The program in a completion: its last fenced block of the language, else its last block of no language;
    /// null without one.</summary>
    public static string? Program(string completion, CodeLanguage language)
    {
        List<Match> blocks = Fence().Matches(completion).ToList();
        Match? named =
            blocks.LastOrDefault(block => language.Answers(block.Groups["name"].Value))
            ?? blocks.LastOrDefault(block => block.Groups["name"].Length == 0);
        return named?.Groups["code"].Value;
    }

    private static CodeTestResult Compare(CodeTest.InputOutput test, SandboxResult result)
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

    private static CodeVerdict Failed(IReadOnlyList<CodeTest> tests, string reason) =>
        new([.. tests.Select(_ => new CodeTestResult(false, reason))], reason);

    [GeneratedRegex(
        @"^[ \t]*```[ \t]*(?<name>[A-Za-z0-9+#]*)[^\n]*\n(?<code>.*?)^[ \t]*```[ \t]*$",
        RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.CultureInvariant
    )]
    private static partial Regex Fence();
}
