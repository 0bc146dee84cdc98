using R1Workbook.Core.Rewards;

namespace R1Workbook.Core.Tests.Rewards;

public sealed class RewardRecipeTests
{
    [Fact]
    public void R1_Zero_adds_accuracy_and_format()
    {
        IReadOnlyList<CombinedReward> rewards = RewardRecipe.R1Zero.Of([
            Input("<think>x</think><answer>2</answer>"),
            Input("<think>x</think><answer>3</answer>"),
            Input("2"),
            Input("3"),
        ]);
        Assert.Equal([2, 1, 1, 0], rewards.Select(reward => reward.Total));
        Assert.Equal(["accuracy", "format"], rewards[0].Parts.Select(part => part.Name));
    }

    [Fact]
    public void Reasoning_rl_adds_the_language_of_the_thought() =>
        Assert.Equal(
            1.5,
            RewardRecipe.ReasoningRl().Of([Input("<think>so it is 那么就是</think>2")])[0].Total!.Value,
            12
        );

    [Fact]
    public void Alignment_shows_the_summary_to_helpfulness_and_everything_to_harmlessness()
    {
        RecordingModel helpful = new(),
            harmless = new();
        CombinedReward reward = RewardRecipe
            .Alignment(helpful, harmless)
            .Of([Input("<think>we think</think><answer>done</answer>")])[0];
        Assert.Equal(("done", "<think>we think</think><answer>done</answer>"), (helpful.Seen, harmless.Seen));
        Assert.Equal(4 + 44 + 1 + 1, reward.Total!.Value, 12);
    }

    [Fact]
    public void A_part_without_a_value_is_left_out_and_a_completion_without_any_has_none()
    {
        RewardFunction none = RewardFunction.Each("none", _ => new RewardExplanation(null, "")),
            one = RewardFunction.Each("one", _ => new RewardExplanation(1, ""));
        Assert.Equal(0.5, new RewardRecipe("", "", [new(none), new(one, 0.5)]).Of([Input("")])[0].Total);
        Assert.Null(new RewardRecipe("", "", [new(none)]).Of([Input("")])[0].Total);
    }

    [Fact]
    public void Every_entry_of_the_catalogue_can_be_made_by_each_of_its_names_and_explains_itself()
    {
        RewardInput[] group =
        [
            Input("<think>x y z</think><answer>2</answer>") with
            {
                TokenCount = 9,
            },
            Input("") with
            {
                TokenCount = 0,
            },
        ];
        foreach (RewardEntry entry in RewardCatalogue.All)
        {
            foreach (string name in new[] { entry.Name, entry.PeerName }.Where(name => name.Length > 0))
            {
                IReadOnlyList<RewardExplanation> rewards = RewardCatalogue
                    .Create(name, RewardArguments.None)
                    .Explain(group);
                Assert.Equal(2, rewards.Count);
                Assert.All(rewards, reward => Assert.NotEmpty(reward.Rule));
            }
        }
        Assert.Throws<ArgumentException>(() => RewardCatalogue.Create("charm_reward", RewardArguments.None));
    }

    private static RewardInput Input(string completion) => new(completion) { Gold = "2" };

    private sealed class RecordingModel : IPreferenceModel
    {
        public string? Seen { get; private set; }

        public string Name => "recording";

        public double Score(string prompt, string response)
        {
            Seen = response;
            return response.Length;
        }
    }
}
