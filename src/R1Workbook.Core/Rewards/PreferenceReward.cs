using R1Workbook.Core.Completions;

namespace R1Workbook.Core.Rewards;

/// <summary>A model that scores how good a response is to a prompt, trained on preferences. The learning library trains
/// one.</summary>
public interface IPreferenceModel
{
    /// <summary>What it scores, for example "helpfulness".</summary>
    string Name { get; }

    /// <summary>The score of a response; higher is better, the scale is the model's own.</summary>
    double Score(string prompt, string response);
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
    /// <summary>The score of a completion.</summary>
    /// <param name="input">The prompt and the completion.</param>
    /// <param name="model">The model.</param>
    /// <param name="part">What of the completion it sees.</param>
    public static RewardExplanation Explain(RewardInput input, IPreferenceModel model, PreferencePart part)
    {
        ArgumentNullException.ThrowIfNull(model);
        string? seen =
            part == PreferencePart.Whole
                ? input.Completion
                : ThinkAnswer.Parse(input.Completion, input.Prefilled).Answer;
        // Reasoning that never ends has no summary: the model is asked about the empty one.
        return new RewardExplanation(
            model.Score(input.Prompt, seen ?? ""),
            $"{model.Name} of {(part == PreferencePart.Whole ? "the whole response" : seen is null ? "an empty summary" : "the summary")}"
        );
    }
}
