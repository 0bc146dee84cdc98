namespace R1Workbook.Benchmarks.Sets.IfEval;

/// <summary>IF-Eval (Zhou et al. 2023, arXiv 2311.07911).</summary>
internal static class IfEvalEntry
{
    public static BenchmarkEntry Entry { get; } =
        new(new IfEvalBenchmark())
        {
            Name = "IF-Eval",
            PaperRow = "IF-Eval (Prompt Strict)",
            Metric = "prompt-level strict accuracy",
            Size = 541,
            Licence = "Apache-2.0",
            File = BenchmarkFile.At(
                "if-eval.jsonl",
                "https://raw.githubusercontent.com/google-research/google-research/master/"
                    + "instruction_following_eval/data/input_data.jsonl",
                null,
                "in github.com/google-research/google-research, instruction_following_eval/data"
            ),
            Responses = "rows {prompt, response}, as officially, or {key, response}",
        };
}
