using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using R1Workbook.Benchmarks.Asking;
using R1Workbook.Core.Rewards;

namespace R1Workbook.Benchmarks.Judging;

/// <summary>The rewards that ask a language model behind an endpoint, in the catalogue.</summary>
public static class JudgeRewards
{
    // One client an endpoint, as long as the process runs: connections are kept.
    private static readonly ConcurrentDictionary<ModelEndpoint, OpenAiChatClient> Clients = new();

    private static readonly string Needs =
        $"{ModelEndpoint.UrlVariable} and {ModelEndpoint.ModelVariable}, and {ModelEndpoint.KeyVariable} where the "
        + "server wants a key";

    /// <summary>A judge compares the answer with the gold answer.</summary>
    [CatalogueEntry]
    public static RewardEntry Judge { get; } =
        new(
            "judge",
            "",
            "R1 v1, section 2.3.3, page 11",
            "endpoint, model, whole=false, max_tokens=512, temperature=0",
            arguments =>
            {
                JudgeSettings settings = new()
                {
                    WholeCompletion = arguments.Flag("whole", false),
                    MaxTokens = arguments.Whole("max_tokens", 512, least: 1),
                    Temperature = (float)arguments.Number("temperature", 0, least: 0),
                };
                return Asking(
                    "judge",
                    arguments,
                    (input, judge, cancellation) => JudgeReward.ExplainAsync(input, judge, settings, cancellation)
                );
            }
        )
        {
            Needs = Needs,
        };

    /// <summary>A judge marks how helpful the answer is.</summary>
    [CatalogueEntry]
    public static RewardEntry Helpfulness { get; } = Marking("helpfulness", PreferencePart.Summary);

    /// <summary>A judge marks how harmless the whole completion is.</summary>
    [CatalogueEntry]
    public static RewardEntry Harmlessness { get; } = Marking("harmlessness", PreferencePart.Whole);

    private static RewardEntry Marking(string name, PreferencePart part) =>
        new(
            name,
            "",
            "R1 v1, section 2.3.4, page 11, with a judge in place of a trained model",
            "endpoint, model",
            arguments =>
                Asking(
                    name,
                    arguments,
                    (input, judge, cancellation) => PreferenceJudge.ExplainAsync(input, judge, part, cancellation)
                )
        )
        {
            Needs = Needs,
        };

    private static RewardFunction Asking(
        string name,
        RewardArguments arguments,
        Func<RewardInput, IChatClient, CancellationToken, Task<RewardExplanation>> ask
    )
    {
        string? url = arguments.Text("endpoint"),
            model = arguments.Text("model");
        return RewardFunction.Asking(
            name,
            async (input, cancellation) =>
            {
                ModelEndpoint endpoint = ModelEndpoint.Configured(url, model);
                IChatClient judge = Clients.GetOrAdd(endpoint, known => new OpenAiChatClient(known));
                try
                {
                    return await ask(input, judge, cancellation).ConfigureAwait(false);
                }
                catch (EndpointException exception)
                {
                    throw new InvalidOperationException(exception.Message, exception);
                }
            }
        );
    }
}
