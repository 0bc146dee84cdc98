using System.Text.RegularExpressions;
using R1Workbook.Execution.Programs.Judging;
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
    /// <param name="tests">The tests, run one after the other. Tests of input and output have a sandbox each; tests of
    /// Python functions share one process of the answer.</param>
    /// <param name="limits">What the program may use in each test.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="SandboxException">There is no sandbox on this machine: nothing was run.</exception>
    public static async Task<CodeVerdict> JudgeAsync(
        string completion,
        CodeLanguage language,
        IReadOnlyList<CodeTest> tests,
        SandboxLimits limits,
        CancellationToken cancellationToken
    ) =>
        Program(completion, language) is { } source
            ? await JudgeProgramAsync(source, language, tests, limits, cancellationToken).ConfigureAwait(false)
            : Failed(tests, $"there is no fenced block of {language.Name} in the completion");

    /// <summary>Judges a program.</summary>
    /// <param name="source">The program as it is: no fence is looked for.</param>
    /// <param name="language">Its language.</param>
    /// <param name="tests">The tests, as for <see cref="JudgeAsync"/>.</param>
    /// <param name="limits">What the program may use in each test.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="SandboxException">There is no sandbox on this machine: nothing was run.</exception>
    public static async Task<CodeVerdict> JudgeProgramAsync(
        string source,
        CodeLanguage language,
        IReadOnlyList<CodeTest> tests,
        SandboxLimits limits,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(tests);
        List<CodeTestResult> results = [];
        // Tests that read input share one compiled program.
        CompiledProgram? shared = null;
        try
        {
            for (int i = 0; i < tests.Count; )
            {
                JudgedTest[] judged = [.. tests.Skip(i).Select(language.Judged).TakeWhile(test => test is not null)!];
                if (judged.Length > 0)
                {
                    results.AddRange(
                        await JudgedProgram.RunAsync(source, judged, limits, cancellationToken).ConfigureAwait(false)
                    );
                }
                else if (tests[i] is CodeTest.InputOutput asked)
                {
                    shared ??= await CompiledProgram
                        .CreateAsync(source, language, CompilerLimits, cancellationToken)
                        .ConfigureAwait(false);
                    results.Add(
                        shared.Error is { } error
                            ? new CodeTestResult(false, error)
                            : ProgramOutput.Compare(
                                asked,
                                await shared.RunAsync(asked.Input, limits, cancellationToken).ConfigureAwait(false)
                            )
                    );
                }
                else
                {
                    results.Add(
                        await AssertAsync(source, language, tests[i], limits, cancellationToken).ConfigureAwait(false)
                    );
                }
                i = results.Count;
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

    // The assertions are compiled with the answer. That they ran to their end is shown by a key, which the program
    // writes behind the last one; it is drawn anew for each run.
    private static async Task<CodeTestResult> AssertAsync(
        string source,
        CodeLanguage language,
        CodeTest test,
        SandboxLimits limits,
        CancellationToken cancellationToken
    )
    {
        var key = TestKey.Draw();
        if (test is not CodeTest.Assertion assertion || language.Guarded(source, assertion, key) is not { } guarded)
            return new CodeTestResult(false, $"{language.Name} has no tests of this form");
        using CompiledProgram own = await CompiledProgram
            .CreateAsync(guarded, language, CompilerLimits, cancellationToken)
            .ConfigureAwait(false);
        if (own.Error is not null)
            return new CodeTestResult(false, own.Error);
        if (language.Refusal(own.Said) is { } refusal)
            return new CodeTestResult(false, refusal);
        own.Seal();
        SandboxResult ran = await own.RunAsync("", limits, cancellationToken).ConfigureAwait(false);
        return new CodeTestResult(
            ran.Succeeded && key.IsIn(ran.Output),
            !ran.Succeeded ? ran.Reason
                : key.IsIn(ran.Output) ? "the tests ran to their end"
                : $"the tests did not all pass: {LastLine(ran.Errors)}the key that stands behind them was not written"
        );
    }

    private static string LastLine(string errors) =>
        errors.Trim().Split('\n')[^1] is { Length: > 0 } line ? line + "; " : "";

    /// <summary>The program in a completion: its last fenced block of the language, else its last block of no language;
    /// null without one.</summary>
    public static string? Program(string completion, CodeLanguage language) =>
        Blocks(completion, language) is [.., { } last] ? last : null;

    /// <summary>The fenced blocks of the language in a completion; those of no language where it has none.</summary>
    /// <param name="completion">What the model wrote, with any ends of lines.</param>
    /// <param name="language">The language.</param>
    public static IReadOnlyList<string> Blocks(string completion, CodeLanguage language)
    {
        ArgumentNullException.ThrowIfNull(completion);
        ArgumentNullException.ThrowIfNull(language);
        Match[] all =
        [
            .. (IEnumerable<Match>)Fence().Matches(completion.Replace("\r\n", "\n", StringComparison.Ordinal)),
        ];
        Match[] named = [.. all.Where(block => language.Answers(block.Groups["name"].Value))];
        return
        [
            .. (named.Length > 0 ? named : all.Where(block => block.Groups["name"].Length == 0)).Select(block =>
                Unindented(block.Groups["code"].Value, block.Groups["indent"].Value)
            ),
        ];
    }

    // A block in a list stands as far to the right as its fence.
    private static string Unindented(string code, string indent) =>
        indent.Length == 0
            ? code
            : string.Join(
                '\n',
                code.Split('\n')
                    .Select(line => line.StartsWith(indent, StringComparison.Ordinal) ? line[indent.Length..] : line)
            );

    private static CodeVerdict Failed(IReadOnlyList<CodeTest> tests, string reason) =>
        new([.. tests.Select(_ => new CodeTestResult(false, reason))], reason);

    [GeneratedRegex(
        @"^(?<indent>[ \t]*)```[ \t]*(?<name>[A-Za-z0-9+#]*)[^\n]*\n(?<code>.*?)^[ \t]*```[ \t]*$",
        RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.CultureInvariant
    )]
    private static partial Regex Fence();
}
