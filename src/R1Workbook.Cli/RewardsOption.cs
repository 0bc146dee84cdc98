using System.CommandLine;
using R1Workbook.Core.Rewards.Recipes;

namespace R1Workbook.Cli;

/// <summary><c>--reward NAME[=WEIGHT]...</c>: which rewards of the catalogue a policy is trained with.</summary>
internal static class RewardsOption
{
    /// <summary>The option.</summary>
    /// <param name="ofStage">Rewards that the stage brings itself, such as those of its preference models.</param>
    public static Option<RewardWeight[]> Create(params string[] ofStage)
    {
        string[] names = [.. ofStage.Union(EveryReward.Entries.Select(entry => entry.Name))];
        Option<RewardWeight[]> option = new("--reward")
        {
            HelpName = "NAME[=WEIGHT]",
            Description =
                "A reward of the catalogue and its weight, 1 where none is given; may be repeated. All together "
                + $"replace the stage's own. Rewards: {string.Join(", ", names)}; r1 reward --list explains them.",
            AllowMultipleArgumentsPerToken = true,
            Arity = ArgumentArity.OneOrMore,
            CustomParser = result =>
            {
                List<RewardWeight> weights = [];
                foreach (string text in result.Tokens.Select(token => token.Value))
                {
                    try
                    {
                        RewardWeight weight = RewardWeight.Parse(text);
                        if (!ofStage.Contains(weight.Name) && !EveryReward.Entries.Any(one => one.Answers(weight.Name)))
                        {
                            throw new FormatException(
                                $"there is no reward \"{weight.Name}\"; there are {string.Join(", ", names)}."
                            );
                        }

                        weights.Add(weight);
                    }
                    catch (FormatException exception)
                    {
                        result.AddError($"--reward: {exception.Message}");
                    }
                }

                return [.. weights];
            },
        };
        return option;
    }
}
