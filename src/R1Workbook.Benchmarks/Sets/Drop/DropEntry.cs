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
                "7a58d35552dc476699d87ee8af0254f63e9f00f5a7f6b8b033e11c933157e186",
                "AI2's drop_dataset_dev.json is read too"
            ) with
            {
                Beside =
                [
                    BenchmarkFile.At(
                        "drop-train.jsonl.gz",
                        "https://openaipublic.blob.core.windows.net/simple-evals/drop_v0_train.jsonl.gz",
                        "d4a3a00ea2cfbe69d11f0bd24f5ba069731c645489bd39248b480d8eb34e1fb6",
                        "the training set, from which each prompt takes three examples; without it the prompts are "
                            + "zero-shot"
                    ),
                ],
            },
            Responses = BenchmarkEntry.PlainResponses,
        };
}
