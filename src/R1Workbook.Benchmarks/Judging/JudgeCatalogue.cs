using Microsoft.Extensions.AI;

namespace R1Workbook.Benchmarks.Judging;

/// <summary>The benchmarks that a model judges.</summary>
public static class JudgeCatalogue
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<JudgeProtocol> All { get; } =
    [
        // simple-evals asks its graders with up to 2,048 tokens; at temperature 0 the same answer gets the same grade.
        Grader("simpleqa"),
        Grader("c-simpleqa"),
        Grader("frames"),
        PreferenceAnnotator.Protocol,
        ArenaJudge.Protocol,
    ];

    /// <summary>How a benchmark is judged; null where no model judges it.</summary>
    public static JudgeProtocol? Find(string benchmark) =>
        All.FirstOrDefault(protocol => protocol.Benchmark == benchmark);

    private static JudgeProtocol Grader(string benchmark) =>
        new(
            benchmark,
            JudgePrompt.Own(benchmark, GradeLetter.Fields),
            new ChatOptions { Temperature = 0, MaxOutputTokens = 2048 },
            GradeLetter.Rows
        );
}
