using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
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
/// <param name="Start">The code that is to be completed.</param>
/// <param name="Tests">The code that checks it.</param>
/// <param name="Function">The function that is asked for; null in MultiPL-E's files.</param>
/// <param name="Stops">Where a completion ends, in MultiPL-E's files.</param>
public sealed partial record HumanEvalProblem(
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
        string program = Program(response.Text, language);
        bool dotnet = language == CodeLanguage.CSharp;
        CodeVerdict verdict = SandboxedCode.Judge(
            $"```{language.Name}\n{program}\n```",
            language,
            [new CodeTest.Assertion("")],
            dotnet ? DotnetLimits : Limits,
            cancellationToken
        );
        return Verdict.Graded(response.Text, verdict.AllPassed ? 1 : 0, verdict.Reason);
    }

    /// <summary>The program that is run: start, completion and tests.</summary>
    internal string Program(string response, CodeLanguage language)
    {
        string? block = response.Contains("```", StringComparison.Ordinal)
            ? CodeReward.Program(response, language)
            : null;
        if (language == CodeLanguage.Python)
        {
            // A whole function in a block takes the place of the one that was begun.
            string code =
                block is not null && Function is not null && block.Contains($"def {Function}", StringComparison.Ordinal)
                    ? $"{Start}    pass\n\n{block}"
                    : Start + (block ?? response);
            // DeepSeek-Coder's tests call check themselves.
            return Function is not null && Stops.Count == 0 && !Tests.Contains("\ncheck(", StringComparison.Ordinal)
                ? $"{code}\n{Tests}\ncheck({Function})"
                : $"{code}\n{Tests}";
        }
        string whole = Completed(block ?? response);
        // MultiPL-E checks with Debug.Assert, which a release build leaves out unless the file asks for it: every
        // answer would pass.
        return language == CodeLanguage.CSharp ? $"#define DEBUG\n{whole}" : whole;
    }

    /// <summary>pass@1 under the name of the paper.</summary>
    internal static void AddOfficial(BenchmarkScore score, JsonObject metrics) => metrics["pass@1"] = score.Accuracy;

    // Where the file does not name the function, it is the last that the prompt begins.
    private static string Asked(DataRow row) =>
        !row.Has("entry_point") && Definition().Matches(row.Text("prompt")) is { Count: > 0 } begun
            ? begun[^1].Groups[1].Value
            : row.Text("entry_point");

    private string Completed(string code)
    {
        // A chat model repeats what it was given: what follows the head of the function is the completion.
        string head = Start.TrimEnd().Split('\n')[^1].Trim();
        if (code.IndexOf(head, StringComparison.Ordinal) is >= 0 and int at)
            code = code[(at + head.Length)..].TrimStart('\r', '\n');
        int end = Stops
            .Select(stop => code.IndexOf(stop, StringComparison.Ordinal))
            .Where(found => found >= 0)
            .DefaultIfEmpty(code.Length)
            .Min();
        return $"{Start}{code[..end]}\n{Tests}";
    }

    [GeneratedRegex(@"^def\s+(\w+)\s*\(", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Definition();
}
