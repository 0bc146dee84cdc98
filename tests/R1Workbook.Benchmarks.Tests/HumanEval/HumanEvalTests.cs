using R1Workbook.Benchmarks.HumanEval;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Core.Sandboxes;

namespace R1Workbook.Benchmarks.Tests.HumanEval;

public sealed class HumanEvalTests
{
    [SkippableFact]
    public void The_official_smoke_test_passes_one_of_its_samples()
    {
        Skip.If(Sandbox.Unavailable is not null, Sandbox.Unavailable);
        // Official: the samples import subprocess, import os, loop, and return 1; only the last is right. Rows of one task_id, so one by one.
        IQuestion problem = HumanEvalProblem.Read(SharedFiles.Find("datasets/humaneval/example_problem.jsonl")).Single();
        ResponseRow[] samples = [.. ResponseRow.Read(SharedFiles.Find("datasets/humaneval/example_samples.jsonl"))];
        double[] scores = [.. samples.Select(row => problem.Judge(row.Samples[0]).Score)];
        Assert.Equal(samples.Length, scores.Length);
        Assert.All(samples.Zip(scores), pair => Assert.Equal(pair.First.Samples[0].Text.Contains("return 1", StringComparison.Ordinal) ? 1 : 0, pair.Second));
    }

    [SkippableFact]
    public void A_csharp_answer_of_the_official_edition_is_compiled_and_its_asserts_are_not_left_out()
    {
        Skip.If(Sandbox.Unavailable is not null, Sandbox.Unavailable);
        IQuestion problem = HumanEvalProblem.Read(SharedFiles.Find("datasets/humaneval_mul/humaneval-cs.jsonl")).Single(question => question.Id == "HumanEval_23_strlen");
        Assert.Equal(1, problem.Judge(new Sample("        return str.Length;\n    }\n")).Score);
        Assert.Equal(0, problem.Judge(new Sample("        return 0;\n    }\n")).Score);
        Assert.Equal(1, problem.Judge(new Sample("```csharp\nclass Problem {\n    public static long Strlen(string str) {\n        long n = 0;\n        foreach (char c in str) n++;\n        return n;\n    }\n}\n```")).Score);
    }

    [Fact]
    public void A_language_that_cannot_be_run_is_named() => Assert.Contains("java", Assert.Throws<InvalidOperationException>(() =>
        new HumanEvalProblem("p", "java", "", "", null, []).Judge(new Sample("x"))).Message, StringComparison.Ordinal);

    [SkippableFact]
    public void Official_python_solutions_pass()
    {
        Skip.If(Sandbox.Unavailable is not null, Sandbox.Unavailable);
        string file = SharedFiles.Find("datasets/humaneval/HumanEval.jsonl.gz");
        IQuestion[] problems = [.. HumanEvalProblem.Read(file).Take(12)];
        string[] solutions = [.. R1Workbook.Benchmarks.Files.DataFile.Read(file, row => row.Text("canonical_solution")).Take(12)];
        Assert.All(problems.Zip(solutions), pair => Assert.Equal(1, pair.First.Judge(new Sample(pair.Second)).Score));
    }
}
