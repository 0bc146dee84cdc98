using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Benchmarks.Sets.HumanEval;
using R1Workbook.Core.Tasks;
using R1Workbook.Execution.Sandboxes;

namespace R1Workbook.Benchmarks.Tests.Sets.HumanEval;

public sealed class HumanEvalTests
{
    [SharedCheck("programs")]
    public static void The_official_smoke_test_has_the_official_outcome()
    {
        Skip.If(Sandbox.Unavailable is not null, Sandbox.Unavailable);
        IProblem problem = HumanEvalProblem.Read(SharedFiles.Find("datasets/humaneval/example_problem.jsonl")).Single();
        ResponseRow[] samples = [.. ResponseRow.Read(SharedFiles.Find("datasets/humaneval/example_samples.jsonl"))];
        // One sample starts a process, one sleeps, one reads input; three return 1, indented in three ways: pass@1 is
        // 0.5, as its README says.
        Assert.Equal([0, 0, 0, 1, 1, 1], samples.Select(row => problem.Judge(row.Samples[0]).Credit));
    }

    [SharedCheck("programs")]
    public static void A_csharp_answer_of_the_official_edition_is_compiled_and_its_asserts_are_not_left_out()
    {
        Skip.If(Sandbox.Unavailable is not null, Sandbox.Unavailable);
        IProblem problem = HumanEvalProblem
            .Read(SharedFiles.Find("datasets/humaneval_mul/humaneval-cs.jsonl"))
            .Single(question => question.Id == "HumanEval_23_strlen");
        Assert.Equal(1, problem.Judge(new Response("        return str.Length;\n    }\n")).Credit);
        Assert.Equal(0, problem.Judge(new Response("        return 0;\n    }\n")).Credit);
        Assert.Equal(
            1,
            problem
                .Judge(
                    new Response(
                        "```csharp\nclass Problem {\n    public static long Strlen(string str) {\n        long n = "
                            + "0;\n        foreach (char c in str) n++;\n        return n;\n    }\n}\n```"
                    )
                )
                .Credit
        );
    }

    [Fact]
    public void A_language_that_cannot_be_run_is_named() =>
        Assert.Contains(
            "java",
            Assert
                .Throws<InvalidOperationException>(() =>
                    new HumanEvalProblem("p", "java", "", "", null, []).Judge(new Response("x"))
                )
                .Message,
            StringComparison.Ordinal
        );

    [SharedCheck("programs")]
    [SharedRow("humaneval/HumanEval.jsonl.gz")]
    [SharedRow("humaneval_mul/humaneval-python.jsonl")]
    public static void Official_python_solutions_pass(string path)
    {
        Skip.If(Sandbox.Unavailable is not null, Sandbox.Unavailable);
        string file = SharedFiles.Find("datasets/" + path);
        IProblem[] problems = [.. HumanEvalProblem.Read(file).Take(12)];
        string[] solutions =
        [
            .. R1Workbook.Benchmarks.Files.DataFile.Read(file, row => row.Text("canonical_solution")).Take(12),
        ];
        Assert.All(
            problems.Zip(solutions),
            pair => Assert.Equal(1, pair.First.Judge(new Response(pair.Second)).Credit)
        );
        Assert.Equal(0, problems[0].Judge(new Response("    return None\n")).Credit);
    }
}
