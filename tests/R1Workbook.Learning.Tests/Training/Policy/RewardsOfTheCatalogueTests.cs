using R1Workbook.Core.Rewards;
using R1Workbook.Core.Tasks;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Stages;
using R1Workbook.Learning.Tasks.Countdown;
using R1Workbook.Learning.Tasks.Translation;
using R1Workbook.Learning.Training.Policy;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Learning.Tests.Training.Policy;

public sealed class RewardsOfTheCatalogueTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r1-rewards-").FullName;
    private readonly Decoder _model = new(BaseSettings.Of(Scale.Smoke).Model, new Seed(1));

    [Fact]
    public void A_reward_that_is_one_file_is_trained_with_and_recorded()
    {
        IReadOnlyList<RewardEntry> entries = RewardCatalogue.In(
            typeof(RewardCatalogue).Assembly,
            typeof(ParityReward).Assembly
        );
        RunRecord record = Train(
            R1ZeroSettings.Of(Scale.Smoke) with
            {
                Rewards = [new("accuracy"), new("parity", 0.5), new("length", 0.1)],
                Catalogue = entries,
            }
        );
        Assert.True(record.IsFinished);
        RunStep last = record.Steps[^1];
        double expected =
            last.Values["reward_accuracy"] + 0.5 * last.Values["reward_parity"] + 0.1 * last.Values["reward_length"];
        Assert.Equal(expected, last.Values["reward"], 5);
        Assert.InRange(last.Values["held_out_reward_parity"], 0, 1);
        Assert.Contains("parity", record.Header["configuration"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rule_of_the_library_can_be_trained_with()
    {
        // instruction_following has nothing to say of the countdown, and multiple_choice and length are shown above.
        foreach (string name in (string[])["accuracy", "format", "tag_count", "repetition", "overlong", "r1_zero"])
        {
            RunRecord record = Train(R1ZeroSettings.Of(Scale.Smoke) with { Steps = 1, Rewards = [new(name)] }, name);
            Assert.True(record.Steps[^1].Values.ContainsKey("reward_" + name), name);
        }
    }

    [Fact]
    public void A_reward_without_a_value_stops_the_training_and_says_why()
    {
        string message = Assert
            .Throws<TrainingException>(() =>
                Train(R1ZeroSettings.Of(Scale.Smoke) with { Rewards = [new("instruction_following")] })
            )
            .Message;
        Assert.Contains("instruction_following: the prompt has no instructions", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rloo")]
    [InlineData("gpg")]
    [InlineData("opo")]
    [InlineData("ppo")]
    public void A_completion_without_a_reward_is_named_where_each_needs_one(string algorithm)
    {
        // A reward of the even tokens only: of many completions, some have no value.
        RewardEntry sometimes = RewardEntry.Each(
            "sometimes",
            "",
            "these tests",
            "",
            _ => input => new RewardExplanation(input.TokenIds!.Count % 2 == 0 ? 1 : null, "an odd number of tokens")
        );
        R1ZeroSettings settings = R1ZeroSettings.Of(Scale.Smoke) with
        {
            Rewards = [new("sometimes")],
            Catalogue = [sometimes],
        };
        string message = Assert
            .Throws<TrainingException>(() => Train(PolicyAlgorithm.Apply(settings, algorithm)))
            .Message;
        Assert.Contains("no reward gave a value to the completion \"", message, StringComparison.Ordinal);
        Assert.Contains("of the prompt \"", message, StringComparison.Ordinal);
        Assert.Contains("sometimes: an odd number of tokens", message, StringComparison.Ordinal);
        Assert.True(Train(settings, "grpo").IsFinished);
    }

    [Fact]
    public void A_reward_that_does_not_exist_is_named_with_those_that_do()
    {
        string message = Assert
            .Throws<ArgumentException>(() => Train(R1ZeroSettings.Of(Scale.Smoke) with { Rewards = [new("charm")] }))
            .Message;
        Assert.Contains("\"charm\"", message, StringComparison.Ordinal);
        Assert.Contains("language_consistency", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_problem_reads_its_own_prompt_back_and_judges_text_as_it_judges_tokens()
    {
        Random random = new Seed(3).Source();
        ITask[] tasks = [new CountdownTask(), new TranslationTask()];
        foreach (ITask task in tasks)
        {
            for (int i = 0; i < 50; i++)
            {
                IProblem problem = task.Draw(random, 1);
                Assert.Equal(problem.Text, task.Decode(task.Prompt(problem)));
                string text = "<think> 9 plus 2 is 1 yes </think> <answer> + - </answer> <eos>";
                Verdict byText = problem.Judge(new Response(text)),
                    byTokens = problem.Judge(new Response(text) { Tokens = task.Encode(text) });
                Assert.Equal((byText.Outcome, byText.Reason), (byTokens.Outcome, byTokens.Reason));
                Assert.Equal(byText.Form, byTokens.Form);
            }
        }
    }

    public void Dispose()
    {
        _model.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private RunRecord Train(R1ZeroSettings settings, string name = "run") =>
        R1ZeroStage.Train(Path.Combine(_folder, name), _model, settings, new Seed(7));
}
