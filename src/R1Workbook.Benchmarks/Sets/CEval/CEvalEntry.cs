using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks.Sets.CEval;

/// <summary>C-Eval (Huang et al. 2023, arXiv 2305.08322).</summary>
internal static class CEvalEntry
{
    public static BenchmarkEntry Entry { get; } =
        new(new QuestionBenchmark("c-eval", CEvalFile.Read) { Further = CEvalFile.AddMacro })
        {
            Name = "C-Eval",
            PaperRow = "C-Eval (EM)",
            Metric = "EM, mean over subjects",
            Size = 1_346,
            Licence = "CC BY-NC-SA 4.0: not for commercial use",
            File = BenchmarkFile.At(
                "ceval-exam.zip",
                "https://raw.githubusercontent.com/bokunopica/ceval/8367dd21e4373bc373443a297e84c0ed69d2a709/"
                    + "ceval-exam.zip",
                "b28bc560b655dc3c0ff05b20648b5ef8caed732bdaa8918e66fe5f3a1c711c52",
                "this is a third party's copy of 2023; the official file is ceval-exam.zip at "
                    + "huggingface.co/datasets/ceval/ceval-exam, which may have changed since"
            ) with
            {
                Afterwards = "Unpack it, and score with its folder val: the answers of the test set are not in it",
            },
            Responses = BenchmarkEntry.PlainResponses,
        };
}
