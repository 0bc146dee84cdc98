using System.Text.Json;
using System.Text.Json.Serialization;
using R1Workbook.Core.Tasks;
using R1Workbook.Core.Verification;
using R1Workbook.Core.Verification.Extraction;

namespace R1Workbook.Golden.Tests.Verdicts;

/// <summary>One case of the verifier with the verdict that mathematics gives.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Gold">The right answer.</param>
/// <param name="Prediction">What a model wrote.</param>
/// <param name="Verdict">The right verdict, whatever the verifier says.</param>
/// <param name="Why">The mathematical reason.</param>
/// <param name="Settings">Settings that differ from the defaults; null for none.</param>
/// <param name="KnownFault">What the verifier does wrong; null where it is right.</param>
public sealed record VerdictRow(
    string Id,
    string Kind,
    string Gold,
    string Prediction,
    Outcome Verdict,
    string Why,
    VerdictRowSettings? Settings = null,
    string? KnownFault = null
)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    /// <summary>The rows of all files beside this one.</summary>
    public static IReadOnlyList<VerdictRow> All { get; } =
    [
        .. Directory
            .EnumerateFiles(RepositoryFolder.Of("tests", "R1Workbook.Golden", "Verdicts"), "*.jsonl")
            .Order(StringComparer.Ordinal)
            .SelectMany(File.ReadLines)
            .Select(line => JsonSerializer.Deserialize<VerdictRow>(line, Options)!),
    ];

    /// <summary>What the verifier says.</summary>
    public Verdict Judged() => MathVerifier.Verify(Gold, Prediction, Settings?.ToSettings());
}

/// <summary>The settings of a row that differ from the defaults.</summary>
public sealed record VerdictRowSettings(
    int? FloatRounding = null,
    bool? AllowSetRelation = null,
    bool? CompareUnits = null,
    AnswerTargets? Targets = null,
    int? Choices = null
)
{
    /// <summary>As the verifier takes them.</summary>
    public VerificationSettings ToSettings()
    {
        VerificationSettings defaults = VerificationSettings.Default;
        return defaults with
        {
            FloatRounding = FloatRounding ?? defaults.FloatRounding,
            AllowSetRelationComparison = AllowSetRelation ?? defaults.AllowSetRelationComparison,
            CompareUnits = CompareUnits ?? defaults.CompareUnits,
            Extraction = defaults.Extraction with
            {
                Targets = Targets ?? defaults.Extraction.Targets,
                Choices = Choices ?? defaults.Extraction.Choices,
            },
        };
    }
}
