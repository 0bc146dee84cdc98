using System.CommandLine;
using System.Text.Json.Nodes;
using R1Workbook.Core.Peers;
using R1Workbook.Core.Verification;
using R1Workbook.Core.Verification.Extraction;

namespace R1Workbook.Cli.Commands;

/// <summary><c>r1 verify</c>: judges answers against gold answers, row by row, on all cores.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var rows = new Argument<string>("ROWS")
        {
            Description = "A JSONL file of rows {id, gold, pred}; - for standard input.",
        };
        var trees = new Option<bool>("--trees")
        {
            Description = "Add how both answers were read: gold_tree and answer_tree.",
        };
        var grader = new Option<string>("--as")
        {
            Description =
                "By whose rules: mathematics (the default), math-verify, or another grader: "
                + string.Join(", ", AnswerGrader.Named.Keys.Except([Mathematics, MathVerify]))
                + ". A row may name one in the field \"as\".",
            DefaultValueFactory = _ => Mathematics,
        };
        grader.AcceptOnlyFromAmong([.. AnswerGrader.Named.Keys]);
        var command = new Command(
            "verify",
            "Judge answers against gold answers: rows {id, gold, pred} give {id, verdict, reason}. A row may set "
                + "float_rounding, numeric_precision, strict, allow_set_relation_comp, accept_rounded, "
                + "extraction (a list of latex, expr, choice), boxed_match_priority, "
                + "boxes (last, all, agreeing), language and choices. Example: r1 verify "
                + "rows.jsonl > verdicts.jsonl"
        )
        {
            rows,
            trees,
            grader,
        };
        command.SetAction(
            (arguments, cancellation) =>
                RunAsync(
                    arguments.GetValue(rows)!,
                    Console.Out,
                    Console.Error,
                    arguments.GetValue(trees),
                    arguments.GetValue(grader)!,
                    cancellation
                )
        );
        return command;
    }

    internal static Task<int> RunAsync(
        string rows,
        TextWriter output,
        TextWriter errors,
        bool trees = false,
        string grader = Mathematics,
        CancellationToken cancellation = default
    ) =>
        RowPipeline.EachAsync(
            rows,
            (row, _) => Task.FromResult(Judge(row, trees, grader)),
            output,
            errors,
            cancellation
        );

    private const string Mathematics = "mathematics",
        MathVerify = "math-verify";

    private static JsonObject Judge(JsonObject row, bool trees, string grader)
    {
        grader = (string?)row["as"] ?? grader;
        if (grader is not (Mathematics or MathVerify))
            return JudgeAsPeer(row, grader);
        MathVerdict verdict = MathVerifier.Verify(
            RowPipeline.Text(row, "gold"),
            RowPipeline.Text(row, "pred"),
            Settings(row, grader == MathVerify ? VerificationSettings.MathVerify : VerificationSettings.Default)
        );
        JsonObject judged = new()
        {
            ["id"] = row["id"]?.DeepClone(),
            ["verdict"] = verdict.Outcome.ToString().ToLowerInvariant(),
            ["reason"] = verdict.Reason,
        };
        if (trees)
        {
            judged["gold_tree"] = verdict.GoldTree;
            judged["answer_tree"] = verdict.AnswerTree;
        }
        return judged;
    }

    private static JsonObject JudgeAsPeer(JsonObject row, string name)
    {
        if (!AnswerGrader.Named.TryGetValue(name, out AnswerGrader? grader))
        {
            throw new FormatException(
                $"there is no grader \"{name}\"; there are {string.Join(", ", AnswerGrader.Named.Keys)}."
            );
        }

        bool correct = grader.IsCorrect(RowPipeline.Text(row, "gold"), RowPipeline.Text(row, "pred"));
        return new JsonObject
        {
            ["id"] = row["id"]?.DeepClone(),
            ["verdict"] = correct ? "correct" : "incorrect",
            ["reason"] = $"by the rule of {grader.Name} ({grader.Source})",
        };
    }

    private static VerificationSettings Settings(JsonObject row, VerificationSettings defaults)
    {
        ExtractionSettings extraction = defaults.Extraction;
        return defaults with
        {
            FloatRounding = Value(row, "float_rounding", defaults.FloatRounding),
            NumericPrecision = Value(row, "numeric_precision", defaults.NumericPrecision),
            Strict = Value(row, "strict", defaults.Strict),
            AllowSetRelationComparison = Value(row, "allow_set_relation_comp", defaults.AllowSetRelationComparison),
            AcceptRounded = Value(row, "accept_rounded", defaults.AcceptRounded),
            CompareUnits = Value(row, "compare_units", defaults.CompareUnits),
            Extraction = extraction with
            {
                Targets = row["extraction"] switch
                {
                    null => extraction.Targets,
                    JsonArray names => names.Aggregate(
                        AnswerTargets.None,
                        (targets, name) => targets | Target((string?)name)
                    ),
                    JsonNode name => Target((string?)name),
                },
                BoxedPriority = Value(row, "boxed_match_priority", extraction.BoxedPriority),
                Boxes = (string?)row["boxes"] switch
                {
                    null => extraction.Boxes,
                    "last" => BoxRule.Last,
                    "all" => BoxRule.All,
                    "agreeing" => BoxRule.Agreeing,
                    var other => throw new FormatException($"boxes should be last, all or agreeing, not \"{other}\"."),
                },
                Language = (string?)row["language"],
                Choices = Value(row, "choices", extraction.Choices),
            },
        };
    }

    private static AnswerTargets Target(string? name) =>
        name switch
        {
            "latex" => AnswerTargets.Latex,
            "expr" or "sympy-direct" => AnswerTargets.Expression,
            "choice" or "string" or "NativeLetters" => AnswerTargets.Choice,
            _ => throw new FormatException($"there is no extraction \"{name}\": latex, expr and choice are there."),
        };

    private static T Value<T>(JsonObject row, string name, T otherwise)
        where T : struct =>
        row[name] switch
        {
            null => otherwise,
            JsonValue value when value.TryGetValue(out T given) => given,
            _ => throw new FormatException(
                $"field \"{name}\" should be a {(typeof(T) == typeof(bool) ? "truth value" : "whole number")}."
            ),
        };
}
