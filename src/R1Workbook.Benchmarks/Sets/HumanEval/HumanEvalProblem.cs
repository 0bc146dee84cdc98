using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Core.Tasks;
using R1Workbook.Execution.Programs;
using R1Workbook.Execution.Sandboxes;

namespace R1Workbook.Benchmarks.Sets.HumanEval;

/// <summary>
/// A problem of HumanEval (Chen et al. 2021, arXiv 2107.03374), in Python as OpenAI published it or in another language
/// as MultiPL-E translates it: a function to complete. Python, C# and C++ can be run here.
/// </summary>
/// <param name="Id"><c>task_id</c>.</param>
/// <param name="Language">python, cs, cpp, java and so on.</param>
/// <param name="Start">The code to complete.</param>
/// <param name="Tests">The code that checks it.</param>
/// <param name="Function">The function that is asked for; null in MultiPL-E's files.</param>
/// <param name="Stops">Where a completion ends, in MultiPL-E's files.</param>
public sealed record HumanEvalProblem(
    string Id,
    string Language,
    string Start,
    string Tests,
    string? Function,
    IReadOnlyList<string> Stops
) : IProblem
{
    private static readonly SandboxLimits Limits = new()
    {
        Time = TimeSpan.FromSeconds(3),
        Cpu = TimeSpan.FromSeconds(3),
    };
    private static readonly SandboxLimits DotnetLimits = new()
    {
        Time = TimeSpan.FromSeconds(15),
        Cpu = TimeSpan.FromSeconds(15),
    };

    /// <summary>OpenAI's {task_id, prompt, test, entry_point}, DeepSeek-Coder's edition of it without entry_point, and
    /// MultiPL-E's {name, language, prompt, tests, stop_tokens}.</summary>
    /// <exception cref="DataFileException">The file is missing or a row is not in the format.</exception>
    public static IEnumerable<IProblem> Read(string path) =>
        DataFile.Read(
            path,
            row =>
                row.Has("language")
                    ? (IProblem)
                        new HumanEvalProblem(
                            row.Text("name"),
                            row.Text("language"),
                            row.Text("prompt"),
                            row.Text("tests"),
                            row.TextOrNull("entry_point"),
                            row.Texts("stop_tokens")
                        )
                    : new HumanEvalProblem(
                        row.Text("task_id"),
                        "python",
                        row.Text("prompt"),
                        row.Text("test"),
                        Asked(row),
                        []
                    )
        );

    /// <summary>The code to complete, officially by itself; a chat model is asked for a fenced block.</summary>
    public string Prompt(PromptStyle style) =>
        style == PromptStyle.Official
            ? Start
            : $"Complete the following {Language} code. Answer with the whole code in one fenced "
                + $"block.\n```{Language}\n{Start}\n```";

    /// <summary>Runs the completion with its tests in the sandbox.</summary>
    /// <exception cref="InvalidOperationException">There is no sandbox, or the language cannot be run here.</exception>
    public Verdict Judge(Response response, CancellationToken cancellationToken = default)
    {
        if (CodeLanguage.All.FirstOrDefault(language => language.Answers(Language)) is not { } language)
        {
            throw new InvalidOperationException(
                $"problem \"{Id}\" is in {Language}; these can be run here: "
                    + $"{string.Join(", ", CodeLanguage.All.Select(known => known.Name))}."
            );
        }

        if (string.IsNullOrWhiteSpace(response.Text))
            return Verdict.Graded(null, 0, "the response is empty");
        HumanEvalProgram program = HumanEvalProgram.Of(this, response.Text, language);
        CodeVerdict verdict = SandboxedCode.Judge(
            program.Source,
            language,
            [program.Test],
            language == CodeLanguage.CSharp ? DotnetLimits : Limits,
            cancellationToken
        );
        return Verdict.Graded(response.Text, verdict.AllPassed ? 1 : 0, verdict.Reason);
    }

    /// <summary>pass@1 under the name of the paper.</summary>
    internal static void AddOfficial(BenchmarkScore score, JsonObject metrics) => metrics["pass@1"] = score.Accuracy;

    // Where the file does not name the function, it is the last that the prompt begins.
    private static string Asked(DataRow row) =>
        !row.Has("entry_point") && HumanEvalProgram.Definition().Matches(row.Text("prompt")) is { Count: > 0 } begun
            ? begun[^1].Groups[1].Value
            : row.Text("entry_point");
}
