using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Asking;

/// <summary>How a model is asked. The defaults of temperature, top-p and token limit are those of the R1 paper (version
/// 1, section 3).</summary>
public sealed record EvaluationSettings
{
    /// <summary>How many samples a question gets; R1 took 4 to 64.</summary>
    public int Samples { get; init; } = 4;

    /// <summary>Only so many questions, the first of the data; null: all.</summary>
    public int? Questions { get; init; }

    /// <summary>The temperature.</summary>
    public float Temperature { get; init; } = 0.6f;

    /// <summary>top-p.</summary>
    public float TopP { get; init; } = 0.95f;

    /// <summary>Most tokens of a response.</summary>
    public int MaxTokens { get; init; } = 32_768;

    /// <summary>How the questions are put.</summary>
    public PromptStyle Style { get; init; } = PromptStyle.R1;

    /// <summary>
    /// Whether the model's template opens its thinking, so that what the model writes lacks <c>&lt;think&gt;</c>: a
    /// response that never closes its thinking would otherwise count as an answer. Servers that part the reasoning off
    /// need it not.
    /// </summary>
    public bool Prefilled { get; init; }

    /// <summary>
    /// Whether a question that the server refuses by itself (HTTP 400: a filter, a prompt too long) counts as answered
    /// with nothing; otherwise the run asks all others and ends with an error.
    /// </summary>
    public bool RefusedAsEmpty { get; init; }

    /// <summary>The seed of the draws, each sample one of its own; null: none is sent, as some servers refuse
    /// it.</summary>
    public long? Seed { get; init; }

    /// <summary>How many questions are asked at once.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>How patiently and how often the model is asked.</summary>
    public RequestPolicy Requests { get; init; } = new();

    /// <summary>Checks that every number is possible.</summary>
    /// <exception cref="ArgumentException">One is not; the message names it.</exception>
    public void Validate()
    {
        if (Samples < 1)
            throw new ArgumentException($"{Samples} samples a question are impossible; there is at least one.");
        if (Questions is < 1)
            throw new ArgumentException($"{Questions} questions are impossible; at least one is asked.");
        if (Temperature is not (>= 0 and < float.PositiveInfinity))
            throw new ArgumentException($"a temperature of {Temperature} is impossible; it is 0 or more.");
        if (TopP is not (> 0 and <= 1))
            throw new ArgumentException($"a top-p of {TopP} is impossible; it is above 0 and at most 1.");
        if (MaxTokens < 1)
            throw new ArgumentException($"a limit of {MaxTokens} tokens is impossible; a response has at least one.");
        if (Concurrency < 1)
            throw new ArgumentException($"{Concurrency} questions at once are impossible; at least one is asked.");
        Requests.Validate();
    }
}
