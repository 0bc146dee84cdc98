using R1Workbook.Benchmarks.Asking;
using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks.Evaluating;

/// <summary>What an evaluation is asked to do.</summary>
/// <param name="Benchmark">The benchmark.</param>
/// <param name="Data">Its data file; null where it needs none.</param>
/// <param name="Model">The model.</param>
/// <param name="Settings">How it is asked.</param>
public sealed record EvaluationRequest(
    IBenchmark Benchmark,
    string? Data,
    IModelSource Model,
    EvaluationSettings Settings
)
{
    /// <summary>The response file; null: one named after benchmark and model.</summary>
    public string? Responses { get; init; }

    /// <summary>For which k pass@k and cons@k are wanted; none: for all samples.</summary>
    public IReadOnlyList<int> K { get; init; } = [];

    /// <summary>What the model costs; null: not asked.</summary>
    public TokenPrices? Prices { get; init; }

    /// <summary>Whether nothing is judged and scored.</summary>
    public bool ResponsesOnly { get; init; }

    /// <summary>Whether the response file is judged and scored as it stands.</summary>
    public bool JudgeOnly { get; init; }

    /// <summary>The model that judges; null: none is named.</summary>
    public IModelSource? Judge { get; init; }

    /// <summary>The file with the judge's prompt; null: the workbook's own.</summary>
    public string? JudgePrompt { get; init; }

    /// <summary>Most tokens of a judge's reply; null: as many as the benchmark's protocol says.</summary>
    public int? JudgeTokens { get; init; }

    /// <summary>What the judge costs; null: not asked.</summary>
    public TokenPrices? JudgePrices { get; init; }

    /// <summary>The answers that the model's are compared with; null: those of the data file, where it has
    /// them.</summary>
    public string? Baseline { get; init; }
}
