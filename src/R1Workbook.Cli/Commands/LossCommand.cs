using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using R1Workbook.Core.Grpo;

namespace R1Workbook.Cli.Commands;

/// <summary><c>r1 loss</c>: GRPO losses with advantages, metrics and gradients, for anyone who wants to hold a trainer against ours.</summary>
internal static class LossCommand
{
    public static Command Create()
    {
        var cases = new Argument<string>("CASES") { Description = "A JSON file of loss cases." };
        var command = new Command("loss", "Compute GRPO losses: per case loss, advantages, metrics and gradient, one JSON object a line. Example: r1 loss cases.json") { cases };
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
        JsonArray cases;
        try
        {
            JsonNode? root = JsonNode.Parse(File.ReadAllText(path));
            cases = root as JsonArray ?? root?["cases"] as JsonArray ?? throw new JsonException("a list of cases, or an object with \"cases\", is expected.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            errors.WriteLine($"{path}: {exception.Message}");
            return 1;
        }
        int unusable = 0;
        for (int i = 0; i < cases.Count; i++)
        {
            string name = (cases[i] as JsonObject)?["name"]?.ToString() ?? $"case {i + 1}";
            GrpoCase? read = null;
            string problem = "an object is expected.";
            if (cases[i] is JsonObject node && GrpoCase.TryRead(node, out read, out problem)) output.WriteLine(Row(name, read!).ToJsonString(JsonRows.Plain));
            else
            {
                unusable++;
                errors.WriteLine($"{path}, {name}: {problem}");
            }
        }
        if (unusable > 0) errors.WriteLine($"{path}: {unusable} of {cases.Count} cases could not be computed.");
        return unusable > 0 ? 1 : 0;
    }

    private static JsonObject Row(string name, GrpoCase read)
    {
        GrpoLoss loss = Core.Grpo.Grpo.Loss(read.Batch, read.Settings);
        var metrics = new JsonObject { ["clip_ratio/low_mean"] = loss.ClippedLow, ["clip_ratio/high_mean"] = loss.ClippedHigh, ["clip_ratio/region_mean"] = loss.Clipped };
        if (read.Settings.KlCoefficient != 0) metrics["kl"] = loss.Kl;
        return new JsonObject
        {
            ["name"] = name,
            ["loss"] = loss.Loss,
            ["advantages"] = Numbers(read.Batch.Advantages),
            ["metrics"] = metrics,
            ["gradient"] = new JsonArray([.. loss.Gradient.Select(Numbers)]),
        };
    }

    private static JsonNode Numbers(double[] values) => new JsonArray([.. values.Select(value => (JsonNode)value)]);
}
