using R1Workbook.Core.Completions;
using R1Workbook.Core.Instructions;

namespace R1Workbook.Core.Rewards.Rules;

/// <summary>How instructions are rewarded.</summary>
public sealed record InstructionSettings
{
    /// <summary>Whether all instructions must be followed for a reward of 1, as IF-Eval counts prompts. Default: the
    /// share followed is the reward.</summary>
    public bool AllOrNothing { get; init; }

    /// <summary>Whether the loose check is enough, which forgives a first line, a last line and asterisks. Default:
    /// strict.</summary>
    public bool Loose { get; init; }
}

/// <summary>
/// The instruction-following reward: the share of checkable instructions that the answer follows (Zhou et al. 2023,
/// arXiv 2311.07911; open-instruct's IFEvalVerifier gives the strict share, too). What is judged is what a user reads:
/// the answer after the reasoning; reasoning that never ends follows nothing.
/// </summary>
public static class InstructionReward
{
    /// <summary>The reward in the catalogue.</summary>
    [CatalogueEntry]
    public static RewardEntry Entry { get; } =
        RewardEntry.Each(
            "instruction_following",
            "",
            "Zhou et al. 2023, arXiv 2311.07911; open-instruct (IFEvalVerifier)",
            "all=false, loose=false; each row has \"instruction_id_list\" and \"kwargs\" as in IF-Eval",
            arguments =>
            {
                InstructionSettings settings = new()
                {
                    AllOrNothing = arguments.Flag("all", false),
                    Loose = arguments.Flag("loose", false),
                };
                return input => Explain(input, settings);
            }
        );

    private static readonly InstructionSettings Default = new();

    /// <summary>The reward, 0 to 1, with one evidence an instruction: whether it is followed, and why. Null where the
    /// prompt has no instructions.</summary>
    /// <param name="input">The completion, and the instructions of its prompt.</param>
    /// <param name="settings">Share or all, strict or loose.</param>
    public static RewardExplanation Explain(RewardInput input, InstructionSettings? settings = null)
    {
        settings ??= Default;
        if (input.Instructions is not { Count: > 0 } instructions)
            return new RewardExplanation(null, "the prompt has no instructions");
        string response = ThinkAnswer.AfterThinking(input.Completion, input.Prefilled);
        InstructionCheck[] checks =
        [
            .. instructions.Select(instruction => instruction.Check(response, settings.Loose)),
        ];
        int followed = checks.Count(check => check.Followed);
        double share = (double)followed / checks.Length;
        return new RewardExplanation(
            settings.AllOrNothing ? Math.Floor(share) : share,
            $"{followed} of {checks.Length} instructions are "
                + $"followed{(settings.Loose ? ", loosely" : "")}{(settings.AllOrNothing ? "; all must be" : "")}",
            [
                .. instructions.Zip(
                    checks,
                    (instruction, check) =>
                        new RewardEvidence(
                            instruction.Id,
                            $"{(check.Followed ? "followed" : "not followed")}: {check.Reason}"
                        )
                ),
            ]
        );
    }
}
