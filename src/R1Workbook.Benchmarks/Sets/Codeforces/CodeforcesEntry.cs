namespace R1Workbook.Benchmarks.Sets.Codeforces;

/// <summary>Codeforces: ten contests of division 2, by rating and percentile.</summary>
internal static class CodeforcesEntry
{
    public static BenchmarkEntry Entry { get; } =
        new(new CodeforcesBenchmark())
        {
            Name = "Codeforces",
            PaperRow = "Codeforces (Percentile)",
            Metric = "percentile and rating",
            Size = 10,
            Unit = "contests",
            Licence = "statements belong to the authors at Codeforces",
            File = BenchmarkFile.ByHandOnly(
                "codeforces.jsonl",
                "make rows {contest_id, participants: [{rating, points, penalty}]} of ten contests of Div. 2 "
                    + "with Codeforces' API (contest.standings, contest.ratingChanges); DeepSeek does not say "
                    + "which ten. Problems with tests, {problem, tests}, are scored too"
            ),
            Responses = "rows {contest_id, points, penalty}; for problems with tests " + BenchmarkEntry.PlainResponses,
        };
}
