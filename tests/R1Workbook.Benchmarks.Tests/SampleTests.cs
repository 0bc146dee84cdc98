using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Benchmarks.Sets.Codeforces;
using R1Workbook.Benchmarks.Sets.Drop;
using R1Workbook.Core.Tasks;
using R1Workbook.Execution.Sandboxes;

namespace R1Workbook.Benchmarks.Tests;

/// <summary>The workbook's own rows in every official schema, whose scores were worked out by hand.</summary>
public sealed class SampleTests
{
    [Theory]
    [InlineData("mmlu", "mmlu.csv", "accuracy", 4 / 6.0)]
    [InlineData("mmlu", "mmlu.csv", "stem", 2 / 3.0)]
    [InlineData("mmlu", "mmlu.csv", "no_answer", 1 / 6.0)]
    [InlineData("mmlu-redux", "mmlu_own_mixture.csv", "exact_match", 3 / 5.0)]
    [InlineData("mmlu-redux", "mmlu_own_mixture.csv", "no_answer", 1 / 5.0)]
    [InlineData("mmlu-pro", "questions.jsonl", "accuracy", 3 / 5.0)]
    [InlineData("drop", "drop.json", "f1", 3.5 / 5)]
    [InlineData("drop", "drop.json", "exact_match", 3 / 5.0)]
    [InlineData("gpqa-diamond", "gpqa_diamond.csv", "accuracy", 2 / 5.0)]
    [InlineData("simpleqa", "simple_qa.csv", "correct", 2 / 5.0)]
    [InlineData("simpleqa", "simple_qa.csv", "not_attempted", 2 / 5.0)]
    [InlineData("simpleqa", "simple_qa.csv", "accuracy_given_attempted", 2 / 3.0)]
    [InlineData("simpleqa", "simple_qa.csv", "f1", 0.5)]
    [InlineData("c-simpleqa", "questions.jsonl", "correct", 3 / 5.0)]
    [InlineData("frames", "test.tsv", "accuracy", 3 / 5.0)]
    [InlineData("aime-2024", "problems.jsonl", "accuracy", 0.55)]
    [InlineData("math-500", "problems.jsonl", "accuracy", 11 / 12.0)]
    [InlineData("cnmo-2024", "problems.jsonl", "accuracy", 4 / 5.0)]
    [InlineData("cluewsc", "dev.json", "accuracy", 3 / 5.0)]
    [InlineData("c-eval", "val", "accuracy", 3 / 5.0)]
    [InlineData("c-eval", "val", "accuracy_over_subjects", (2 / 3.0 + 1 / 2.0) / 2)]
    [InlineData("gsm8k", "test.jsonl", "accuracy", 4 / 5.0)]
    [InlineData("if-eval", "prompts.jsonl", "prompt_level_strict_acc", 4 / 6.0)]
    public void The_samples_have_the_score_that_was_worked_out_by_hand(
        string benchmark,
        string data,
        string metric,
        double expected
    ) => Assert.Equal(expected, (double)Score(benchmark, data, "responses.jsonl")[metric]!, 9);

    [Fact]
    public void Aime_votes_by_value_and_the_first_of_equals_wins()
    {
        ScoreRequest request = new(Path("aime-2024", "problems.jsonl"), Path("aime-2024", "responses.jsonl"))
        {
            K = [1, 4],
        };
        JsonObject metrics = BenchmarkCatalogue.Find("aime-2024").Benchmark.Score(request).Metrics;
        Assert.Equal((0.8, 0.55), ((double)metrics["cons@4"]!, Math.Round((double)metrics["pass@1"]!, 9)));
        Assert.Equal(1.0, (double)metrics["pass@4"]!);
    }

    [Fact]
    public void AlpacaEval_takes_the_mean_preference() =>
        Assert.Equal(245 / 6.0, (double)Score("alpaca-eval", "model_outputs.json", "annotations.json")["win_rate"]!, 9);

    [Fact]
    public void ArenaHard_counts_a_clear_verdict_three_times()
    {
        JsonNode model = Score("arena-hard", "question.jsonl", "model_judgment.jsonl")["models"]!["own-model"]!;
        Assert.Equal(100 * 9 / 16.0, (double)model["score"]!, 6);
        Assert.InRange((double)model["interval_95"]![0]!, 0, 56);
        Assert.InRange((double)model["interval_95"]![1]!, 57, 100);
    }

    [Fact]
    public void SweBench_counts_what_is_wholly_resolved()
    {
        JsonObject metrics = Score("swe-verified", "instances.jsonl", "report.json");
        Assert.Equal(
            (0.4, 2, 1),
            ((double)metrics["resolved"]!, (int)metrics["n_resolved"]!, (int)metrics["n_partial"]!)
        );
    }

    [Fact]
    public void Aider_counts_an_exercise_that_passed_first_at_the_second_try_too()
    {
        JsonObject metrics = Score("aider-polyglot", "exercises.csv", "results.jsonl");
        Assert.Equal(
            (2 / 6.0, 4 / 6.0, 5 / 6.0),
            ((double)metrics["pass_rate_1"]!, (double)metrics["pass_rate_2"]!, (double)metrics["well_formed"]!)
        );
    }

    [Fact]
    public void Codeforces_finds_the_rating_whose_expected_place_is_the_place_taken()
    {
        ScoreReport report = Report("codeforces", "contests.jsonl", "results.jsonl");
        Assert.Equal([2, 3, 4, 1, 6], report.Details.Select(detail => (int)detail["rank"]!));
        double[] ratings = [.. report.Details.Select(detail => (double)detail["rating"]!)];
        Assert.Equal(2, CodeforcesRating.ExpectedRank(ratings[0], [2100, 1900, 1600, 1500, 1400, 1200]), 6);
        Assert.Equal(ratings.Average(), (double)report.Metrics["rating"]!, 9);
    }

    [SkippableFact]
    public void LiveCodeBench_runs_programs_and_functions_against_their_tests()
    {
        Skip.If(Sandbox.Unavailable is not null, Sandbox.Unavailable);
        JsonObject metrics = Score("livecodebench", "problems.jsonl", "responses.jsonl");
        Assert.Equal(
            (0.8, 3, 1.0),
            ((double)metrics["pass@1"]!, (int)metrics["window"]!["questions"]!, (double)metrics["window"]!["pass@1"]!)
        );
    }

    [SkippableTheory]
    [InlineData("problems.jsonl", "responses.jsonl", 0.6)]
    [InlineData("problems-cs.jsonl", "responses-cs.jsonl", 0.5)]
    public void HumanEval_runs_completions_in_python_and_csharp(string problems, string responses, double expected)
    {
        Skip.If(Sandbox.Unavailable is not null, Sandbox.Unavailable);
        Assert.Equal(expected, (double)Score("humaneval", problems, responses)["pass@1"]!);
    }

    [Fact]
    public void Every_benchmark_has_samples() =>
        Assert.All(
            BenchmarkCatalogue.All,
            entry => Assert.True(Directory.Exists(RepositoryFolder.Samples(entry.Id)), entry.Id)
        );

    [Fact]
    public void Drop_reads_both_official_forms_alike()
    {
        IProblem[] ai2 = Questions("drop.json"),
            simple = Questions("simple-evals.jsonl");
        Assert.Equal((5, 5), (ai2.Length, simple.Length));
        foreach (int i in (int[])[0, 3, 4])
            Assert.Equal(1, simple[i].Judge(new Response("Answer: " + ((DropQuestion)ai2[i]).References[0][0])).Credit);

        IProblem[] Questions(string file) => [.. DropQuestion.Read(Path("drop", file))];
    }

    private static JsonObject Score(string benchmark, string data, string responses) =>
        Report(benchmark, data, responses).Metrics;

    private static ScoreReport Report(string benchmark, string data, string responses) =>
        BenchmarkCatalogue
            .Find(benchmark)
            .Benchmark.Score(new ScoreRequest(Path(benchmark, data), Path(benchmark, responses)));

    private static string Path(string benchmark, string file) =>
        System.IO.Path.Combine(RepositoryFolder.Samples(benchmark), file);
}
