using R1Workbook.Benchmarks.Families;
using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks.Sets.Gsm8k;

/// <summary>GSM8K (Cobbe et al. 2021, arXiv 2110.14168); not in the R1 paper.</summary>
internal static class Gsm8kEntry
{
    public static BenchmarkEntry Entry { get; } =
        new(new QuestionBenchmark("gsm8k", Gsm8kProblem.Read) { Further = ZeroEval.Add })
        {
            Name = "GSM8K",
            Metric = "accuracy",
            Size = 1_319,
            Licence = "MIT",
            File = BenchmarkFile.At(
                "gsm8k.jsonl",
                "https://raw.githubusercontent.com/openai/grade-school-math/"
                    + "3101c7d5072418e28b9008a6636bde82a006892c/grade_school_math/data/test.jsonl",
                "3730d312f6e3440559ace48831e51066acaca737f6eabec99bccb9e4b3c39d14",
                "in github.com/openai/grade-school-math, grade_school_math/data"
            ),
            Responses =
                BenchmarkEntry.PlainResponses
                + ", ZeroEval's {id, output}, and the official example_model_solutions with --field",
        };
}
