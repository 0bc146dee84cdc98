using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using R1Workbook.Benchmarks.Endpoints;
using R1Workbook.Core.Rewards;

namespace R1Workbook.Cli;

/// <summary>The rewards of <c>r1 reward</c> that ask a language model behind an endpoint.</summary>
internal static class JudgedRewards
{
    // One client an endpoint, for as long as the command runs: connections are kept.
    private static readonly ConcurrentDictionary<ModelEndpoint, OpenAiChatClient> Clients = new();

    /// <summary>Rewards a group.</summary>
    /// <param name="function">judge, helpfulness or harmlessness.</param>
    /// <param name="group">The completions.</param>
    /// <param name="arguments">Where to ask, and how.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ArgumentException">No endpoint is configured; the message says what to set.</exception>
    /// <exception cref="InvalidOperationException">The endpoint did not answer as it should.</exception>
    public static IReadOnlyList<RewardExplanation> Of(
        string function,
        RewardInput[] group,
        RewardArguments arguments,
        CancellationToken cancellation
    )
    {
        ModelEndpoint endpoint = ModelEndpoint.Configured(arguments.Text("endpoint"), arguments.Text("model"));
        Func<RewardInput, IChatClient, Task<RewardExplanation>> reward = Reward(function, arguments, cancellation);
        arguments.ThrowIfUnread();
        IChatClient judge = Clients.GetOrAdd(endpoint, endpoint => new OpenAiChatClient(endpoint));
        try
        {
            return Task.WhenAll(group.Select(input => reward(input, judge))).GetAwaiter().GetResult();
        }
        catch (EndpointException exception)
        {
            throw new InvalidOperationException(exception.Message, exception);
        }
    }

    /// <summary>Names them.</summary>
    public static void List(TextWriter output)
    {
        output.WriteLine("judge (a language model compares the answer with \"solution\")");
        output.WriteLine("    endpoint, model, whole=false, max_tokens=512, temperature=0");
        output.WriteLine("    R1 v1, section 2.3.3, page 11");
        output.WriteLine(
            "helpfulness, harmlessness (a language model marks the answer, or the whole completion, from 1 to 10)"
        );
        output.WriteLine("    endpoint, model");
        output.WriteLine("    R1 v1, section 2.3.4, page 11, with a judge in place of a trained model");
        output.WriteLine(
            $"    All three need {ModelEndpoint.UrlVariable} and {ModelEndpoint.ModelVariable}, and "
                + $"{ModelEndpoint.KeyVariable} where the server wants a key."
        );
    }

    private static Func<RewardInput, IChatClient, Task<RewardExplanation>> Reward(
        string function,
        RewardArguments arguments,
        CancellationToken cancellation
    )
    {
        if (function != "judge")
        {
            PreferencePart part = function == "helpfulness" ? PreferencePart.Summary : PreferencePart.Whole;
            return (input, judge) => PreferenceJudge.ExplainAsync(input, judge, part, cancellation);
        }
        JudgeSettings settings = new()
        {
            WholeCompletion = arguments.Flag("whole", false),
            MaxTokens = arguments.Whole("max_tokens", 512),
            Temperature = (float)arguments.Number("temperature", 0),
        };
        return (input, judge) => JudgeReward.ExplainAsync(input, judge, settings, cancellation);
    }
}
