using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks.Evaluation;

/// <summary>How a model is asked. The defaults of temperature, top-p and token limit are those of the R1 paper (version 1, section 3).</summary>
public sealed record EvaluationSettings
{
    /// <summary>How many samples a question gets; R1 took 4 to 64.</summary>
    public int Samples { get; init; } = 4;

    /// <summary>The temperature.</summary>
    public float Temperature { get; init; } = 0.6f;

    /// <summary>top-p.</summary>
    public float TopP { get; init; } = 0.95f;

    /// <summary>Most tokens of a response.</summary>
    public int MaxTokens { get; init; } = 32_768;

    /// <summary>How the questions are put.</summary>
    public PromptStyle Style { get; init; } = PromptStyle.R1;

    /// <summary>How many questions are asked at once.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>Least time between the beginnings of two requests: a rate limit.</summary>
    public TimeSpan Interval { get; init; }

    /// <summary>How often one question is asked where the endpoint fails for a while.</summary>
    public int Tries { get; init; } = 6;

    /// <summary>How long is waited before the second try; each further wait is twice as long, unless the server says how long.</summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromSeconds(1);
}
