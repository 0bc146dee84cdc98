using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Core.Tasks;
using R1Workbook.Execution.Programs;
using R1Workbook.Execution.Sandboxes;

namespace R1Workbook.Benchmarks.Sets.LiveCodeBench;

/// <summary>A problem of LiveCodeBench (Jain et al. 2024, arXiv 2403.07974).</summary>
/// <param name="Id"><c>question_id</c>.</param>
/// <param name="Content">The statement.</param>
/// <param name="StarterCode">The code that LeetCode gives to start from; empty where the answer is a whole
/// program.</param>
/// <param name="Date">The day of the contest.</param>
/// <param name="Platform">atcoder, leetcode or codeforces; empty where the file does not say.</param>
/// <param name="Difficulty">easy, medium or hard; empty where the file does not say.</param>
/// <param name="Tests">The tests, public and private; empty where the file has none.</param>
/// <param name="Function">The function that functional tests call.</param>
public sealed record LiveCodeBenchProblem(
    string Id,
    string Content,
    string StarterCode,
    DateTime Date,
    string Platform,
    string Difficulty,
    IReadOnlyList<LiveCodeBenchTest> Tests,
    string? Function
) : IProblem
{
    // What the official runner imports before an answer, as far as answers use it.
    private const string Imports =
        "import sys, math, re, string, json, heapq, bisect, itertools, functools, collections, operator, random, "
        + "datetime, copy, statistics\n"
        + "from math import *\nfrom typing import *\nfrom collections import *\nfrom heapq import *\nfrom bisect "
        + "import *\nfrom itertools import *\nfrom functools import *\nsys.setrecursionlimit(50000)\n"
        + "if hasattr(sys, 'set_int_max_str_digits'): sys.set_int_max_str_digits(50000)\n";

    private static readonly SandboxLimits Limits = new()
    {
        Time = TimeSpan.FromSeconds(6),
        Cpu = TimeSpan.FromSeconds(6),
        MemoryBytes = 4L << 30,
    };

    /// <summary>The window of the R1 paper (version 1, section 3): contests from August 2024 to January 2025, both
    /// included.</summary>
    public static (DateTime From, DateTime To) Window { get; } =
        (new(2024, 8, 1, 0, 0, 0, DateTimeKind.Utc), new(2025, 2, 1, 0, 0, 0, DateTimeKind.Utc));

    /// <inheritdoc/>
    public string Text => Content;

    /// <inheritdoc/>
    public string Group => Difficulty;

    /// <summary>Whether the contest was in the window of the R1 paper.</summary>
    public bool IsInWindow => Date >= Window.From && Date < Window.To;

    /// <summary>
    /// The official prompts (lcb_runner/prompts/code_generation.py): the generic one, its system message before it, and
    /// R1's, without the special tokens that a chat template sets.
    /// </summary>
    public string Prompt(PromptStyle style)
    {
        const string task =
            "You will be given a question (problem specification) and will generate a correct Python program that "
            + "matches the specification and passes all tests.\n\n";
        string form =
            StarterCode.Length > 0
                ? $"You will use the following starter code to write the solution to the problem and enclose your "
                    + $"code within delimiters.\n```python\n{StarterCode}\n```\n\n"
                : "Read the inputs from stdin solve the problem and write the answer to stdout (do not directly "
                    + "test on the sample inputs). Enclose your code within delimiters as follows. "
                    + "Ensure that when the python program runs, it reads the inputs, runs the algorithm and writes "
                    + "output to STDOUT.\n```python\n# YOUR CODE HERE\n```\n\n";
        return style == PromptStyle.R1
            ? $"{task}Question: {Content}\n\n{form}"
            : $"You are an expert Python programmer. {task}### Question:\n{Content}\n\n### Format: {form}### "
                + $"Answer: (use the provided format with backticks)\n\n";
    }

    /// <summary>The official extraction (lcb_runner/utils/extraction_utils.py): the lines between the last two lines
    /// that hold three backticks; empty without two.</summary>
    public static string Extract(string response)
    {
        string[] lines = response.Split('\n');
        int[] fences =
        [
            .. Enumerable.Range(0, lines.Length).Where(i => lines[i].Contains("```", StringComparison.Ordinal)),
        ];
        return fences.Length < 2 ? "" : string.Join('\n', lines[(fences[^2] + 1)..fences[^1]]);
    }

    /// <summary>By the verdict that the file records, otherwise by running every test in the sandbox.</summary>
    /// <exception cref="InvalidOperationException">There is neither a verdict nor a test, or no sandbox.</exception>
    public Verdict Judge(Response response, CancellationToken cancellationToken = default)
    {
        string code = Extract(response.Text);
        string? answer = code.Length > 0 ? code : null;
        if (response.Passed is { } passed)
            return Verdict.Graded(answer, passed ? 1 : 0, passed ? "recorded as passed" : "recorded as failed");
        if (Tests.Count == 0)
        {
            throw new InvalidOperationException(
                $"problem \"{Id}\" has no tests in the data file and its response no recorded verdict "
                    + $"(graded_list): take the official file with tests."
            );
        }

        if (answer is null)
            return Verdict.Graded(null, 0, "there is no fenced code");
        CodeTest[] tests = [.. Tests.Select(Test)];
        CodeVerdict verdict = SandboxedCode.Judge(
            $"{Imports}\n{code}",
            CodeLanguage.Python,
            tests,
            Limits,
            cancellationToken
        );
        return Verdict.Graded(answer, verdict.AllPassed ? 1 : 0, verdict.Reason);
    }

    /// <summary>Adds pass@1 within the window of the paper and by platform.</summary>
    internal static void AddOfficial(BenchmarkScore score, JsonObject metrics)
    {
        metrics["pass@1"] = score.Accuracy;
        JudgedQuestion[] window = [.. score.Items.Where(item => ((LiveCodeBenchProblem)item.Question).IsInWindow)];
        metrics["window"] = new JsonObject
        {
            ["from"] = "2024-08-01",
            ["to"] = "2025-01-31",
            ["questions"] = window.Length,
            ["pass@1"] = window.Length > 0 ? window.Average(item => item.Mean) : null,
        };
        metrics["by_platform"] = new JsonObject(
            score
                .Items.GroupBy(item => ((LiveCodeBenchProblem)item.Question).Platform)
                .Where(group => group.Key.Length > 0)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group =>
                    KeyValuePair.Create(
                        group.Key,
                        (JsonNode?)
                            new JsonObject
                            {
                                ["questions"] = group.Count(),
                                ["pass@1"] = group.Average(item => item.Mean),
                            }
                    )
                )
        );
    }

    private CodeTest Test(LiveCodeBenchTest test) =>
        !test.IsFunctional
            ? new CodeTest.InputOutput(test.Input, test.Output)
            : new CodeTest.Call($"Solution.{Function}", test.Input, test.Output);
}
