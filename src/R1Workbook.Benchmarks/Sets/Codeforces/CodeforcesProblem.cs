using R1Workbook.Benchmarks.Files;
using R1Workbook.Core.Tasks;
using R1Workbook.Execution.Programs;
using R1Workbook.Execution.Sandboxes;

namespace R1Workbook.Benchmarks.Sets.Codeforces;

/// <summary>A problem with its tests, as rllm keeps them: {problem, tests: [{input, output}]}. An answer is a program
/// in C++ or Python.</summary>
/// <param name="Id">The place of the row, from 0.</param>
/// <param name="Problem">The statement.</param>
/// <param name="Tests">The tests.</param>
public sealed record CodeforcesProblem(string Id, string Problem, IReadOnlyList<CodeTest.InputOutput> Tests) : IProblem
{
    private static readonly SandboxLimits Limits = new()
    {
        Time = TimeSpan.FromSeconds(10),
        Cpu = TimeSpan.FromSeconds(10),
        MemoryBytes = 1L << 30,
    };

    /// <inheritdoc/>
    public string Text => Problem;

    /// <inheritdoc/>
    public IReadOnlyList<string> OtherNames => [Problem];

    /// <summary>The problems of a file.</summary>
    /// <exception cref="DataFileException">The file is missing or a row is not in the format.</exception>
    public static IEnumerable<IProblem> Read(string path) =>
        DataFile.Read(
            path,
            row =>
                row.Rows("tests") is { Count: > 0 } tests
                    ? (IProblem)
                        new CodeforcesProblem(
                            $"{row.Line - 1}",
                            row.Text("problem"),
                            [.. tests.Select(test => new CodeTest.InputOutput(test.Text("input"), test.Text("output")))]
                        )
                    : throw row.Problem("field \"tests\" is empty: a problem without a test cannot be judged.")
        );

    /// <inheritdoc/>
    public string Prompt(PromptStyle style) =>
        $"{Problem}\nWrite a program in C++ or Python that reads standard input and writes standard output, in one "
        + $"fenced block.";

    /// <summary>Runs the last C++ block, else the last Python block.</summary>
    /// <exception cref="InvalidOperationException">There is no sandbox.</exception>
    public Verdict Judge(Response response, CancellationToken cancellationToken = default)
    {
        CodeLanguage language =
            response.Text.Contains("```cpp", StringComparison.OrdinalIgnoreCase)
            || response.Text.Contains("```c++", StringComparison.OrdinalIgnoreCase)
                ? CodeLanguage.Cpp
                : CodeLanguage.Python;
        if (CodeReward.Program(response.Text, language) is not { } program)
            return Verdict.Graded(null, 0, "there is no fenced program in C++ or Python");
        CodeVerdict verdict = SandboxedCode.Judge(program, language, Tests, Limits, cancellationToken);
        return Verdict.Graded(program, verdict.AllPassed ? 1 : 0, verdict.Reason);
    }
}
