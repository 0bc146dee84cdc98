using System.CommandLine;
using System.Text.Json.Nodes;
using R1Workbook.Core.Verification;

namespace R1Workbook.Cli.Commands;

/// <summary><c>r1 verify</c>: judges answers against gold answers, row by row.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var rows = new Argument<string>("ROWS") { Description = "A JSONL file of rows {id, gold, pred}; - for standard input." };
        var command = new Command("verify", "Judge answers against gold answers: rows {id, gold, pred} give {id, verdict, reason}. Example: r1 verify rows.jsonl > verdicts.jsonl") { rows };
        command.SetAction((arguments, cancellation) => Task.FromResult(Run(arguments.GetValue(rows)!, Console.Out, Console.Error, cancellation)));
        return command;
    }

    internal static int Run(string rows, TextWriter output, TextWriter errors, CancellationToken cancellation = default) => JsonRows.Each(rows, Judge, output, errors, cancellation);

    private static JsonObject Judge(JsonObject row)
    {
        Verdict verdict = MathVerifier.Verify(JsonRows.Text(row, "gold"), JsonRows.Text(row, "pred"));
        return new JsonObject { ["id"] = row["id"]?.DeepClone(), ["verdict"] = verdict.Outcome.ToString().ToLowerInvariant(), ["reason"] = verdict.Reason };
    }
}
