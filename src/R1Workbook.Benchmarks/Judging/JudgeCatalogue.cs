namespace R1Workbook.Benchmarks.Judging;

/// <summary>The benchmarks that a model judges: those whose catalogue entry has a
/// <see cref="BenchmarkEntry.Judge"/>.</summary>
public static class JudgeCatalogue
{
    /// <summary>All of them, in the order of <see cref="BenchmarkCatalogue.All"/>.</summary>
    public static IReadOnlyList<JudgeProtocol> All { get; } =
    [.. BenchmarkCatalogue.All.Select(entry => entry.Judge).OfType<JudgeProtocol>()];

    /// <summary>How a benchmark is judged; null where no model judges it.</summary>
    /// <param name="benchmark">Its id.</param>
    public static JudgeProtocol? Find(string benchmark) =>
        All.FirstOrDefault(protocol => protocol.Benchmark == benchmark);
}
