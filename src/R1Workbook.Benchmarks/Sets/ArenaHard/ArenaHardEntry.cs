namespace R1Workbook.Benchmarks.Sets.ArenaHard;

/// <summary>ArenaHard v0.1 (Li et al. 2024, arXiv 2406.11939).</summary>
internal static class ArenaHardEntry
{
    public static BenchmarkEntry Entry { get; } =
        new(new ArenaHardBenchmark())
        {
            Name = "ArenaHard v0.1",
            PaperRow = "ArenaHard (GPT-4-1106)",
            Metric = "win rate against gpt-4-0314, judged by GPT-4-1106",
            Size = 500,
            Licence = "Apache-2.0",
            File = BenchmarkFile.At(
                "arena-hard.jsonl",
                "https://raw.githubusercontent.com/lmarena/arena-hard-auto/"
                    + "196f6b826783b3da7310e361a805fa36f0be83f3/data/arena-hard-v0.1/question.jsonl",
                "2650242d2883f22b2abd498f273b6a7e02253cce533f5c91a858e1d44aa3002f",
                "in github.com/lmarena/arena-hard-auto, data/arena-hard-v0.1"
            ),
            Responses = "model_judgment files of the judge",
            Judge = ArenaJudge.Protocol,
        };
}
