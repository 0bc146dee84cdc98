using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks.Sets.Drop;

/// <summary>DROP (Dua et al. 2019, arXiv 1903.00161), as simple-evals asks it.</summary>
internal static class DropEntry
{
    public static BenchmarkEntry Entry { get; } =
        new(new QuestionBenchmark("drop", DropQuestion.Read) { Further = DropQuestion.AddOfficial })
        {
            Name = "DROP",
            PaperRow = "DROP (3-shot F1)",
            Metric = "3-shot F1",
            Size = 9_536,
            Licence = "CC BY-SA 4.0",
            File = BenchmarkFile.At(
                "drop.jsonl.gz",
                "https://openaipublic.blob.core.windows.net/simple-evals/drop_v0_dev.jsonl.gz",
                null,
                "or AI2's drop_dataset_dev.json"
            ) with
            {
                Beside =
                [
                    BenchmarkFile.At(
                        "drop-train.jsonl.gz",
                        "https://openaipublic.blob.core.windows.net/simple-evals/drop_v0_train.jsonl.gz",
                        null,
                        "the training set, from which each prompt takes three examples; without it the prompts are "
                            + "zero-shot"
                    ),
                ],
            },
            Responses = BenchmarkEntry.PlainResponses,
        };
}
