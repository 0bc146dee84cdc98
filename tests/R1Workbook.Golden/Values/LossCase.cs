using System.Text.Json.Nodes;
using R1Workbook.Core.Grpo;

namespace R1Workbook.Golden.Tests.Values;

/// <summary>A loss of values.json: its batch, its settings, its value and gradient.</summary>
/// <param name="Name">What it is called in a message.</param>
/// <param name="Batch">The batch.</param>
/// <param name="Settings">Which loss.</param>
/// <param name="Loss">The right loss.</param>
/// <param name="Gradient">[B][T] Its right derivative by log π; 0 on padding.</param>
internal sealed record LossCase(string Name, GrpoBatch Batch, GrpoSettings Settings, double Loss, double[][] Gradient)
{
    // The divisor of the script, in tokens a completion.
    private const int Longest = 8;

    public static IReadOnlyList<LossCase> All { get; } =
    [.. ValuesFile.Root["losses"]!.AsArray().Select(row => Read(row!))];

    private static LossCase Read(JsonNode row)
    {
        string kind = (string)row["kind"]!,
            name = (string)row["name"]!,
            batchName = (string)row["batch"]!;
        GrpoBatch batch = ValuesFile.Batch(batchName);
        if (name == "sampler")
        {
            double[][] sampler = ValuesFile.Rows(ValuesFile.Root["batches"]![batchName]!["sampler"]);
            batch = batch with
            {
                SamplerWeights = SamplerCorrection.Weights(
                    batch.OldLogProbs!,
                    sampler,
                    batch.Mask,
                    SamplerCorrectionMode.TokenTruncate,
                    high: 2
                ),
            };
        }
        return new LossCase(
            $"{batchName}, {kind} {name}",
            batch,
            SettingsOf(kind, name) with
            {
                MaxCompletionLength = Longest,
            },
            (double)row["loss"]!,
            ValuesFile.Rows(row["gradient"])
        );
    }

    private static GrpoSettings SettingsOf(string kind, string name) =>
        (kind, name) switch
        {
            // Two and not one, so that the draw has no choice.
            ("preset", "clip_cov") => LossPreset.Named(name) is var preset
                ? preset with
                {
                    Covariance = preset.Covariance! with { Low = 2 },
                }
                : preset,
            ("preset", _) => LossPreset.Named(name),
            ("kl", _) => new() { KlCoefficient = 0.1, Kl = Enum.Parse<KlKind>(name) },
            ("kl_corrected", _) => new()
            {
                KlCoefficient = 0.1,
                Kl = Enum.Parse<KlKind>(name),
                KlBiasCorrection = true,
            },
            ("aggregation", _) => new() { Aggregation = Enum.Parse<LossAggregation>(name) },
            ("variant", "dual_clip") => new() { DualClip = 3 },
            ("variant", "two_sided") => new() { RatioBound = 2 },
            ("variant", "off_policy") => new() { OffPolicyThreshold = 0.1 },
            ("variant", "sampler") => new(),
            _ => throw new InvalidDataException($"values.json has a loss {kind} {name} that no test knows."),
        };
}
