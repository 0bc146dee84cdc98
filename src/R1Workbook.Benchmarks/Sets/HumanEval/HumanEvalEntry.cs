using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks.Sets.HumanEval;

/// <summary>HumanEval (Chen et al. 2021, arXiv 2107.03374); not in the R1 paper.</summary>
internal static class HumanEvalEntry
{
    public static BenchmarkEntry Entry { get; } =
        new(new QuestionBenchmark("humaneval", HumanEvalProblem.Read) { Further = HumanEvalProblem.AddOfficial })
        {
            Name = "HumanEval",
            Metric = "pass@1",
            Size = 164,
            Licence = "MIT",
            File = BenchmarkFile.At(
                "humaneval.jsonl.gz",
                "https://github.com/openai/human-eval/raw/6d43fb980f9fee3c892a914eda09951f772ad10d/data/"
                    + "HumanEval.jsonl.gz",
                "b796127e635a67f93fb35c04f4cb03cf06f38c8072ee7cee8833d7bee06979ef",
                "in github.com/openai/human-eval, data"
            ) with
            {
                Beside =
                [
                    BenchmarkFile.At(
                        "humaneval-cs.jsonl",
                        "https://raw.githubusercontent.com/deepseek-ai/DeepSeek-Coder/"
                            + "2f9fd85927c669dae3c0fbb2d607274023af243e/Evaluation/HumanEval/data/humaneval-cs.jsonl",
                        "1c3fe18be10addc2d0b96311f4db192ae3232e08628d17768d889d6ab87be224",
                        "the C# edition, a data file of its own, in github.com/deepseek-ai/DeepSeek-Coder, "
                            + "Evaluation/HumanEval/data"
                    ),
                ],
            },
            Responses = "rows {task_id, completion}, or " + BenchmarkEntry.PlainResponses,
        };
}
