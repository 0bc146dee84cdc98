using R1Workbook.Benchmarks.Families;
using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks.Sets.Math500;

/// <summary>MATH-500: the 500 problems of MATH (Hendrycks et al. 2021, arXiv 2103.03874) that Lightman et al. 2023
/// (arXiv 2305.20050) test with.</summary>
internal static class Math500Entry
{
    public static BenchmarkEntry Entry { get; } =
        new(new QuestionBenchmark("math-500", Math500File.Read) { Further = ZeroEval.Add })
        {
            Name = "MATH-500",
            PaperRow = "MATH-500 (Pass@1)",
            Metric = "pass@1",
            Size = 500,
            Licence = "MIT; the rights in the problems are disputed (AoPS, January 2025)",
            File = BenchmarkFile.At(
                "math-500.jsonl",
                "https://github.com/openai/prm800k/raw/7ecc794703b2877f63226f2477a49b34f9b25163/prm800k/"
                    + "math_splits/test.jsonl",
                "35dc41080a3680858b27fa7e0533d2d547825316fc5dafe5d316f4ccc5a06132",
                "in github.com/openai/prm800k, prm800k/math_splits (git lfs)"
            ),
            Responses = BenchmarkEntry.PlainResponses + ", ZeroEval's {id, output} too",
        };
}
