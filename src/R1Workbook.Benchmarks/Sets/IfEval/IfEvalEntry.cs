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
                "https://raw.githubusercontent.com/google-research/google-research/"
                    + "26d8ccdab6fec61b5c83ad6327ea8bda9e580288/instruction_following_eval/data/input_data.jsonl",
                "67ffeee0fcb87c317c5b08a2de85557b4a7e96ada6178aa645b4954fe4b53d49",
                "in github.com/google-research/google-research, instruction_following_eval/data"
            ),
            Responses = "rows {prompt, response}, as officially, or {key, response}",
        };
}
