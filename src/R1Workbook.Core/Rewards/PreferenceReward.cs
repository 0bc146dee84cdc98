using R1Workbook.Core.Completions;

namespace R1Workbook.Core.Rewards;

/// <summary>A model that scores how good a response is to a prompt, trained on preferences. The learning library trains
/// one.</summary>
public interface IPreferenceModel
{
    /// <summary>What it scores, for example "helpfulness".</summary>
    string Name { get; }

    /// <summary>The scores of responses; higher is better, the scale is the model's own.</summary>
    /// <param name="asked">[B] Prompt and response of each.</param>
    /// <returns>[B]</returns>
    IReadOnlyList<double> Scores(IReadOnlyList<(string Prompt, string Response)> asked);
}

/// <summary>Which part of a completion is scored.</summary>
public enum PreferencePart
{
    /// <summary>The summary after the reasoning: what helps the user. Helpfulness is scored on it alone, so that the
    /// reasoning is not disturbed.</summary>
    Summary,

    /// <summary>Everything, the reasoning included: harm may stand anywhere.</summary>
    Whole,
}

/// <summary>
/// The reward of a preference model in the alignment stage: helpfulness on the final summary only, harmlessness on the
/// whole response (version 1 of the paper, section 2.3.4, page 11).
/// </summary>
public static class PreferenceReward
{
    /// <summary>The reward function of a model.</summary>
    /// <param name="model">The model; its name is that of the reward.</param>
    /// <param name="part">What of a completion it sees.</param>
    public static RewardFunction Of(IPreferenceModel model, PreferencePart part)
    {
        ArgumentNullException.ThrowIfNull(model);
        return RewardFunction.Batch(model.Name, batch => Explain(batch, model, part));
    }

    /// <summary>The entry by which recipes name a model: its name, without arguments.</summary>
    /// <param name="model">The model.</param>
    /// <param name="part">What of a completion it sees.</param>
    public static RewardEntry Entry(IPreferenceModel model, PreferencePart part)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new RewardEntry(model.Name, "", "R1 v1, section 2.3.4, page 11", "", _ => Of(model, part));
    }

    /// <summary>The scores of completions, in one call of the model.</summary>
    /// <param name="batch">Prompts and completions.</param>
    /// <param name="model">The model.</param>
    /// <param name="part">What of a completion it sees.</param>
    public static IReadOnlyList<RewardExplanation> Explain(
        IReadOnlyList<RewardInput> batch,
        IPreferenceModel model,
        PreferencePart part
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        string?[] seen = [.. batch.Select(input => part == PreferencePart.Whole ? input.Completion : Summary(input))];
        IReadOnlyList<double> scores = model.Scores([.. batch.Zip(seen, (input, text) => (input.Prompt, text ?? ""))]);
        string What(string? text) =>
            part == PreferencePart.Whole ? "the whole response"
            : text is null ? "an empty summary"
            : "the summary";
        return [.. scores.Zip(seen, (score, text) => new RewardExplanation(score, $"{model.Name} of {What(text)}"))];
    }

    // Reasoning that never ends has no summary, and neither has a response without the form of its task: the model is
    // asked about the empty one.
    private static string? Summary(RewardInput input) =>
        input.Verdict?.Form is { WellFormed: false }
            ? null
            : ThinkAnswer.Parse(input.Completion, input.Prefilled).Answer;
}
