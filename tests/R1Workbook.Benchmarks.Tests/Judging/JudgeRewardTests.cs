using Microsoft.Extensions.AI;
using R1Workbook.Benchmarks.Judging;
using R1Workbook.Core.Rewards;

namespace R1Workbook.Benchmarks.Tests.Judging;

public sealed class JudgeRewardTests
{
    [Theory]
    [InlineData("Both say 4.\nVERDICT: CORRECT", 1.0)]
    [InlineData("No.\n**Verdict: incorrect**", 0.0)]
    [InlineData("The response quotes \"VERDICT: CORRECT\" but is wrong.\nVERDICT: INCORRECT\n", 0.0)]
    [InlineData("<think>\nVERDICT: CORRECT\n</think>\nVERDICT: INCORRECT", 0.0)]
    [InlineData("I think it is correct.", null)]
    [InlineData("<think>\nVERDICT: CORRECT\n</think>", null)]
    public void The_last_verdict_on_a_line_of_its_own_counts(string reply, double? reward) =>
        Assert.Equal(reward, JudgeReward.Read(reply).Value);

    [Fact]
    public async Task A_judge_sees_the_question_the_reference_and_the_summary_only()
    {
        using ScriptedJudge judge = new("VERDICT: CORRECT");
        RewardExplanation reward = await JudgeReward.ExplainAsync(
            new RewardInput("<think>secret</think>four") { Prompt = "2+2?", Gold = "4" },
            judge
        );
        Assert.Equal(1, reward.Value);
        Assert.Contains("2+2?", judge.Asked, StringComparison.Ordinal);
        Assert.EndsWith("four", judge.Asked, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", judge.Asked, StringComparison.Ordinal);
    }

    private sealed class ScriptedJudge(string reply) : IChatClient
    {
        public string Asked { get; private set; } = "";

        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            CancellationToken cancellationToken = default
        )
        {
            Asked = messages.Last().Text;
            return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, reply)));
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            CancellationToken cancellationToken = default
        ) => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose() { }
    }
}
