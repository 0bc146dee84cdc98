using R1Workbook.Core.Rewards;
using R1Workbook.Core.Rewards.Recipes;
using R1Workbook.Core.Tasks;

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

    [Fact]
    public async Task A_part_holds_for_its_kind_of_problem()
    {
        RewardFunction one = RewardFunction.Each("one", _ => new RewardExplanation(1, ""));
        RewardRecipe recipe = new("", "", [new(one), new(one, 10) { Kind = "general" }]);
        RewardInput[] batch = [Input("a") with { Kind = "general" }, Input("b") with { Kind = "reasoning" }];
        IReadOnlyList<CombinedReward> rewards = await recipe.ScoreAsync(batch, 1);
        Assert.Equal([11.0, 1], rewards.Select(reward => reward.Total!.Value));
    }

    [Fact]
    public async Task A_reward_that_asks_is_asked_about_every_completion_and_can_be_cancelled()
    {
        RewardFunction asking = RewardFunction.Asking(
            "asking",
            async (input, cancellation) =>
            {
                await Task.Delay(input.Completion == "never" ? Timeout.Infinite : 0, cancellation);
                return new RewardExplanation(input.Completion.Length, "length");
            }
        );
        Assert.Equal([1.0, 2], asking.Of([Input("a"), Input("bb")]));
        using CancellationTokenSource stop = new();
        Task<IReadOnlyList<RewardExplanation>> waiting = asking.ExplainAsync([Input("never")], stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Group_rewards_see_one_group_at_a_time()
    {
        RewardFunction size = RewardFunction.Group(
            "size",
            group => [.. group.Select(_ => new RewardExplanation(group.Count, ""))]
        );
        IReadOnlyList<CombinedReward> rewards = await new RewardRecipe("", "", [new(size)]).ScoreAsync(
            [Input("a"), Input("b"), Input("c"), Input("d")],
            2
        );
        Assert.All(rewards, reward => Assert.Equal(2, reward.Total));
    }

    [Theory]
    [InlineData("accuracy", "accuracy", 1)]
    [InlineData("format=0.2", "format", 0.2)]
    [InlineData(" length = -1e-1 ", "length", -0.1)]
    public void A_weight_is_read(string text, string name, double weight) =>
        Assert.Equal(new RewardWeight(name, weight), RewardWeight.Parse(text));

    [Theory]
    [InlineData("=1")]
    [InlineData("format=")]
    [InlineData("format=x")]
    [InlineData("format=NaN")]
    public void A_weight_that_is_none_says_how_to_write_it(string text) =>
        Assert.Contains(
            "0.2",
            Assert.Throws<FormatException>(() => RewardWeight.Parse(text)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_verdict_of_the_task_is_believed_for_accuracy_form_and_language()
    {
        RewardInput input = new("gibberish")
        {
            Verdict = new Verdict(Outcome.Correct, "solves it") { Form = new ResponseForm(true, 0.75) },
        };
        RewardRecipe recipe = RewardRecipe.Of(
            "all",
            [new("accuracy"), new("format", 0.2), new("language_consistency", 0.4)]
        );
        Assert.Equal(1 + 0.2 + 0.3, recipe.Of([input])[0].Total!.Value, 12);
    }

    private static RewardInput Input(string completion) => new(completion) { Gold = "2" };

    private sealed class RecordingModel : IPreferenceModel
    {
        public string? Seen { get; private set; }

        public string Name => "recording";

        public IReadOnlyList<double> Scores(IReadOnlyList<(string Prompt, string Response)> asked)
        {
            Seen = asked[^1].Response;
            return [.. asked.Select(one => (double)one.Response.Length)];
        }
    }
}
