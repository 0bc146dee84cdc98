using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using R1Workbook.Core.Files;
using R1Workbook.Core.Grpo.Cases;

namespace R1Workbook.Cli.Commands;

/// <summary><c>r1 loss</c>: losses of the GRPO family with advantages, metrics and gradients, for anyone who wants to
/// hold a trainer against ours.</summary>
internal static class LossCommand
{
    // Cases are made by hand or by a script; they are in memory as a whole.
    private const long MostBytes = 512L << 20;

    public static Command Create()
    {
        var cases = new Argument<string>("CASES")
        {
            Description = "A JSON file of loss cases, as TRL's or as verl's were recorded.",
        };
        var command = new Command(
            "loss",
            "Compute losses of the GRPO family: per case loss, advantages, metrics and gradient, one JSON object a "
                + "line. Example: r1 loss cases.json"
        )
        {
            cases,
        };
        command.SetAction(arguments => Run(arguments.GetValue(cases)!, Console.Out, Console.Error));
        return command;
    }

    internal static int Run(string path, TextWriter output, TextWriter errors)
    {
        if (!File.Exists(path))
        {
            errors.WriteLine($"{path}: no such file.");
            return 2;
        }
        int cases = 0,
            unusable = 0;
        try
        {
            JsonNode? given = JsonNode.Parse(LoneSurrogates.Replaced(BoundedFile.Text(path, MostBytes)));
            foreach (LossCaseAnswer answer in LossCases.Compute(given))
            {
                cases++;
                if (answer.Answer is { } computed)
                {
                    output.WriteLine(computed.ToJsonString(JsonText.Line));
                }
                else
                {
                    unusable++;
                    errors.WriteLine($"{path}, {answer.Name}: {answer.Problem}");
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidDataException)
        {
            errors.WriteLine($"{path}: {exception.Message}");
            return 1;
        }
        if (unusable > 0)
            errors.WriteLine($"{path}: {unusable} of {cases} cases could not be computed.");
        return unusable > 0 ? 1 : 0;
    }
}
