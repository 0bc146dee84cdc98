using System.Text.Json.Nodes;
using R1Workbook.Core.Verification.Graders;

namespace R1Workbook.Core.Tests.Verification.Graders;

public sealed class GraderSuiteTests
{
    private const double Close = 1e-9;

    public static TheoryData<string> Functions =>
        [
            "skythought math_equal",
            "skythought strip_answer_string",
            "skythought extract_answer",
            "skythought get_multiple_choice_answer",
            "skythought choice_answer_clean",
            "rasbt-ch03 get_last_boxed",
            "rasbt-ch03 extract_final_candidate",
            "rasbt-ch03 normalize_text",
            "rasbt-ch03 equality_check",
            "rasbt-ch03 split_into_parts",
            "rasbt-ch03 grade_answer",
            "rasbt-ch06 reward_rlvr",
            "open-instruct strip_string",
            "open-instruct PuzzleMatcherVerifier",
            "open-instruct F1Verifier",
            "open-instruct validate_choice",
            "verl-gsm8k compute_score",
            "verl-dapo compute_score",
            "verl-dapo normalize_final_answer",
            "verl-math compute_score",
            "tinyzero-countdown compute_score",
            "grpo-zero-countdown reward_function",
            "nano-aha-countdown compute_reward",
        ];

    [SharedCheck("cases")]
    [SharedRows(nameof(Functions))]
    public static void Each_grader_judges_as_the_project_it_is_named_after(string function)
    {
        JsonNode[] rows =
        [
            .. SharedFiles
                .JsonLines("cases/grader_suites.jsonl")
                .Where(row => $"{row["suite"]} {row["function"]}" == function),
        ];
        Assert.NotEmpty(rows);
        Assert.Empty(
            rows.Where(row => !Agrees(function, row))
                .Select(row => $"{row["id"]}: {row["expected"]?.ToJsonString() ?? "null"}")
        );
    }

    /// <summary>Gold answer, completion, whether it is right, and a grader that errs.</summary>
    [Theory]
    [InlineData("0.75", @"\boxed{75}", false, "SkyThought")]
    [InlineData("0.5", "It is 50.", false, "SkyThought")]
    [InlineData(@"\frac{3}{4}", @"\boxed{0.75}", true, "verl MATH")]
    [InlineData("x+1", @"\boxed{1+x}", true, "verl MATH")]
    [InlineData("42", "#### $42", true, "verl GSM8K, strict")]
    [InlineData("72", "#### 72.0", true, "verl GSM8K, flexible")]
    [InlineData("34", "the answer is 34", true, "DAPO")]
    [InlineData("12", "Answer: -(-12)", true, "DAPO")]
    [InlineData("1/2", "<answer>0.5</answer>", true, "open-instruct puzzle")]
    [InlineData(@"\{1,2\}", @"\boxed{\{2,1\}}", true, "reasoning-from-scratch")]
    public void The_weaker_graders_err_where_this_verifier_does_not(
        string gold,
        string completion,
        bool right,
        string errs
    )
    {
        Assert.Equal(right, AnswerGrader.Ours.IsCorrect(gold, completion));
        Assert.Equal(!right, AnswerGrader.Others.Single(grader => grader.Name == errs).IsCorrect(gold, completion));
    }

    [Fact]
    public void Naming_all_choices_passes_open_instruct_as_it_does_upstream()
    {
        Assert.True(OpenInstructGrader.HasChoice("A or B or C", ["A"]));
        Assert.False(OpenInstructGrader.HasChoice("B or C", ["A"]));
    }

    [Theory]
    [InlineData("2**3**2", 512)]
    [InlineData("-2**2", -4)]
    [InlineData("7//2*2", 6)]
    [InlineData("(1+2)*3", 9)]
    [InlineData("10/4*2", 5)]
    public void Arithmetic_is_pythons(string text, double value) =>
        Assert.Equal(
            1,
            TinyZeroCountdownGrader.Score($"Assistant: <answer>{text}</answer>", PythonNumbers(text), value)
        );

    [Theory]
    [InlineData("1/0")]
    [InlineData("(1")]
    [InlineData("1 2")]
    [InlineData("007")]
    [InlineData("9**9**9**9")]
    public void What_python_cannot_evaluate_earns_the_format_only(string text) =>
        Assert.Equal(0.1, TinyZeroCountdownGrader.Score($"Assistant: <answer>{text}</answer>", PythonNumbers(text), 1));

    [Fact]
    public void Hostile_answers_end()
    {
        foreach (
            string text in (string[])
                [
                    new string('(', 100_000),
                    new string('-', 100_000),
                    string.Concat(Enumerable.Repeat(@"\boxed{", 20_000)),
                    string.Concat(Enumerable.Repeat("<answer>", 20_000)),
                    new string('$', 100_000),
                ]
        )
        {
            Assert.Equal(0, HendrycksGrader.Score(text, "1"));
            Assert.False(SkyThoughtGrader.AreEqual(SkyThoughtText.Extract(text), "1"));
            Assert.False(RaschkaGrader.Grade(RaschkaGrader.FinalCandidate(text), "1"));
            Assert.Equal(-1, MinervaGrader.Score("Answer: " + text, "1").Score);
            Assert.Equal(0, GrpoZeroCountdownGrader.Score($"<answer>{text}</answer>", [1], 1).Answer);
            Assert.Equal(0, NanoAhaCountdownGrader.Score($"<answer>{text}</answer>", [1], 1).Equation);
        }
    }

    private static long[] PythonNumbers(string text) =>
        [
            .. System
                .Text.RegularExpressions.Regex.Matches(text, @"\d+")
                .Select(match => long.Parse(match.Value, System.Globalization.CultureInfo.InvariantCulture)),
        ];

    private static bool Agrees(string function, JsonNode row)
    {
        string Text(string field) => (string?)row[field] ?? "";
        long[] Numbers() => [.. row["numbers"]!.AsArray().Select(number => (long)number!)];
        bool Is(bool value) => (bool)row["expected"]! == value;
        bool Says(string? text) => (string?)row["expected"] == text;
        bool Scores(double score) => Math.Abs((double)row["expected"]! - score) < Close;
        bool Parts(double reward, string first, double a, string second, double b) =>
            Scores(reward)
            && Math.Abs((double)row["info"]![first]! - a) < Close
            && Math.Abs((double)row["info"]![second]! - b) < Close;
        return function switch
        {
            "skythought math_equal" => Is(SkyThoughtGrader.AreEqual(Text("prediction"), Text("reference"))),
            "skythought strip_answer_string" => Says(SkyThoughtText.Strip(Text("raw_string"))),
            "skythought extract_answer" => Says(SkyThoughtText.Extract(Text("input_str"))),
            "skythought get_multiple_choice_answer" => Says(SkyThoughtText.MultipleChoice(Text("input_str"))),
            "skythought choice_answer_clean" => Says(SkyThoughtText.CleanChoice(Text("input_str"))),
            "rasbt-ch03 get_last_boxed" => Says(RaschkaGrader.LastBoxed(Text("text"))),
            "rasbt-ch03 extract_final_candidate" => Says(
                row["fallback"] is { } fallback
                    ? RaschkaGrader.FinalCandidate(Text("text"), (string)fallback!)
                    : RaschkaGrader.FinalCandidate(Text("text"))
            ),
            "rasbt-ch03 normalize_text" => Says(RaschkaGrader.Normalise(Text("text"))),
            "rasbt-ch03 equality_check" => Is(RaschkaGrader.AreEqual(Text("pred"), Text("gold"))),
            "rasbt-ch03 split_into_parts" => row["expected"]!
                .AsArray()
                .Select(part => (string)part!)
                .SequenceEqual(RaschkaGrader.Split(Text("text"))),
            "rasbt-ch03 grade_answer" => Is(RaschkaGrader.Grade((string?)row["pred"], (string?)row["gold"])),
            "rasbt-ch06 reward_rlvr" => Scores(RaschkaGrader.Reward(Text("pred"), Text("gold"))),
            "open-instruct strip_string" => Says(HendrycksGrader.Normalise(Text("text"))),
            "open-instruct PuzzleMatcherVerifier" => Scores(OpenInstructGrader.Puzzle(Text("pred"), Text("gold"))),
            "open-instruct F1Verifier" => Scores(
                OpenInstructGrader.F1(
                    Text("pred"),
                    row["gold"] is JsonArray golds ? [.. golds.Select(gold => (string)gold!)] : [Text("gold")]
                )
            ),
            "open-instruct validate_choice" => Is(
                OpenInstructGrader.HasChoice(
                    Text("text"),
                    [.. row["options"]!.AsArray().Select(option => (string)option!)]
                )
            ),
            "verl-gsm8k compute_score" => Scores(
                VerlGsm8kGrader.Score(Text("pred"), Text("gold"), Text("method") == "flexible")
            )
                && (string?)row["extracted"] == VerlGsm8kGrader.Extract(Text("pred"), Text("method") == "flexible"),
            "verl-dapo compute_score" => MinervaGrader.Score(Text("pred"), Text("gold")) is var (score, answer)
                && Scores(score)
                && Text("normalised") == answer,
            "verl-dapo normalize_final_answer" => Says(MinervaGrader.Normalise(Text("text"))),
            "verl-math compute_score" => Scores(HendrycksGrader.Score(Text("pred"), Text("gold"))),
            "tinyzero-countdown compute_score" => Scores(
                TinyZeroCountdownGrader.Score(Text("pred"), Numbers(), (double)row["target"]!)
            ),
            "grpo-zero-countdown reward_function" => GrpoZeroCountdownGrader.Score(
                Text("pred"),
                Numbers(),
                (double)row["target"]!,
                Text("end_token")
            )
                is var (reward, format, right)
                && Parts(reward, "format_reward", format, "answer_reward", right),
            "nano-aha-countdown compute_reward" => NanoAhaCountdownGrader.Score(
                Text("pred"),
                Numbers(),
                (double)row["target"]!
            )
                is var (reward, format, equation)
                && Parts(reward, "format", format, "equation", equation),
            _ => throw new ArgumentException(function),
        };
    }
}
