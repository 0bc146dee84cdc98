using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks.Sets.Cluewsc;

/// <summary>CLUEWSC (Xu et al. 2020, arXiv 2004.05986).</summary>
internal static class CluewscEntry
{
    public static BenchmarkEntry Entry { get; } =
        new(new QuestionBenchmark("cluewsc", CluewscQuestion.Read))
        {
            Name = "CLUEWSC",
            PaperRow = "CLUEWSC (EM)",
            Metric = "EM",
            Size = 304,
            Licence = "none stated",
            File = BenchmarkFile.ByHandOnly(
                "cluewsc.json",
                "unpack https://storage.googleapis.com/cluebenchmark/tasks/cluewsc2020_public.zip "
                    + "and take its dev.json; FewCLUE has another split of the same rows"
            ),
            Responses = BenchmarkEntry.PlainResponses,
        };
}
