namespace R1Workbook.Benchmarks.Sets.SweVerified;

/// <summary>SWE-bench Verified (OpenAI 2024): the 500 instances of SWE-bench (Jimenez et al. 2023, arXiv 2310.06770)
/// that people have checked.</summary>
internal static class SweVerifiedEntry
{
    public static BenchmarkEntry Entry { get; } =
        new(new SweBenchBenchmark())
        {
            Name = "SWE-bench Verified",
            PaperRow = "SWE Verified (Resolved)",
            Metric = "resolved",
            Size = 500,
            Licence = "MIT; each repository has its own",
            File = BenchmarkFile.At(
                "swe-verified.parquet",
                "https://huggingface.co/datasets/princeton-nlp/SWE-bench_Verified/resolve/"
                    + "c104f840cc67f8b6eec6f759ebc8b2693d585d4a/data/test-00000-of-00001.parquet",
                "a45b1fe4e2f0c8390b2b2938ac83e92ed5979000856808f3679c07812e9e6dcd",
                "at huggingface.co/datasets/princeton-nlp/SWE-bench_Verified"
            ),
            Responses = "reports of the official harness: this workbook runs no repository",
        };
}
