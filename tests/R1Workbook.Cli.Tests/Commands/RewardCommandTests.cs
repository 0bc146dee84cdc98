using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Asking;
using R1Workbook.Benchmarks.Tests.Asking;
using R1Workbook.Cli.Commands;

namespace R1Workbook.Cli.Tests.Commands;

public sealed class RewardCommandTests : RowCommandRun
{
    [Fact]
    public async Task Reward_goes_by_the_names_of_open_r1_and_by_ours_and_names_a_function_it_does_not_know()
    {
        Write(
            """
            {"id": "a", "function": "accuracy_reward",
              "completions": ["\\boxed{2}", [{"role": "assistant", "content": "3"}], "4"], "solution": ["2",
              "2", "2"]}
            {"id": "b", "function": "format", "completions": ["<think>x</think><answer>y</answer>", "y"]}
            {"id": "c", "function": "format_reward", "completions": ["<think>x</think><answer>y</answer>",
              "<think>\nx\n</think>\n<answer>\ny\n</answer>"]}
            {"id": "d", "function": "charm_reward", "completions": ["x"]}
            {"id": "e", "function": "repetition_penalty_reward", "args": {"ngram": 2}, "completions": ["x"]}
            {"id": "f", "function": "soft_overlong_punishment", "args": {"max_completion_len": 100,
              "soft_punish_cache": 20}, "completion_ids": [[1, 2]]}
            {"id": "g", "function": "len_reward", "completions": ["1", "22"], "solution": ["1"]}
            {"id": "h", "function": "cosine_scaled_reward", "correct": true, "length_tokens": 50,
              "args": {"max_len": 100}}
            """
        );
        Assert.Equal(1, await RewardCommand.RunAsync(Input, Output, Errors));
        Assert.Equal(
            ["[1,0,0]", "[1,0]", "[0,1]", "[0]", "[0.75]"],
            Rows().Select(row => row["rewards"]!.ToJsonString())
        );
        string errors = Errors.ToString();
        Assert.Contains("line 4: there is no reward function \"charm_reward\"", errors, StringComparison.Ordinal);
        Assert.Contains("line 5: there is no argument \"ngram\"", errors, StringComparison.Ordinal);
        Assert.Contains("line 7: field \"solution\" has 1 items for 2 completions", errors, StringComparison.Ordinal);
        Assert.Contains(" rows in ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reward_explains_itself_when_asked()
    {
        Write("""{"id": 1, "function": "tag_count_reward", "completions": ["<think>\n"]}""");
        Assert.Equal(0, await RewardCommand.RunAsync(Input, Output, Errors, explain: true));
        JsonNode explanation = Rows().Single()["explanations"]![0]!;
        Assert.Equal("1 of 4 tags stand exactly once on a line of their own", (string)explanation["rule"]!);
        Assert.Equal(
            ("<think>", "stands once", 0),
            (
                (string)explanation["evidence"]![0]!["what"]!,
                (string)explanation["evidence"]![0]!["finding"]!,
                (int)explanation["evidence"]![0]!["position"]!
            )
        );
    }

    [Fact]
    public async Task Reward_counts_the_instructions_of_a_row_that_are_followed()
    {
        Write(
            """
            {"id": 1, "function": "instruction_following", "completions": ["a b c", "a, b",
              "Sure:\n\"a b c\""], "instruction_id_list": ["punctuation:no_comma", "startend:quotation"],
              "kwargs": [{}, {"num_words": null}]}
            {"id": 2, "function": "instruction_following", "args": {"loose": true, "all": true},
              "completions": ["Sure:\n\"a b c\""], "instruction_id_list": ["punctuation:no_comma",
              "startend:quotation"], "kwargs": [{}, {}]}
            {"id": 3, "function": "instruction_following", "completions": ["a"],
              "instruction_id_list": ["keywords:existence"], "kwargs": [{}]}
            {"id": 4, "function": "instruction_following", "completions": ["a"],
              "instruction_id_list": ["keywords:existence"], "kwargs": []}
            """
        );
        Assert.Equal(1, await RewardCommand.RunAsync(Input, Output, Errors, explain: true));
        Assert.Equal(["[0.5,0,0.5]", "[1]"], Rows().Select(row => row["rewards"]!.ToJsonString()));
        Assert.Equal("not followed: 1 commas", (string)Rows()[0]["explanations"]![1]!["evidence"]![0]!["finding"]!);
        Assert.Contains(
            "line 3: instruction keywords:existence: argument \"keywords\"",
            Errors.ToString(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "line 4: field \"kwargs\" should be a list of 1 objects",
            Errors.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Reward_asks_a_judge_behind_an_endpoint_and_says_what_to_set_where_none_is_named()
    {
        using StubServer server = new(_ =>
            StubServer.Json("""{"choices": [{"message": {"content": "Yes.\nVERDICT: CORRECT\nSCORE: 10"}}]}""")
        );
        using StubServer broken = new(_ => StubServer.Json("{}", "500 Internal Server Error"));
        Write(
            $$$"""
            {"id": 1, "function": "judge", "args": {"endpoint": "{{{server.Url}}}", "model": "m"},
              "prompt": "2+2?", "completions": ["four"], "solution": "4"}
            {"id": 2, "function": "helpfulness", "args": {"endpoint": "{{{server.Url}}}", "model": "m"},
              "prompt": "2+2?", "completions": ["<think>secret</think>four", "five"]}
            {"id": 3, "function": "judge", "args": {"endpoint": "{{{broken.Url}}}", "model": "m"},
              "completions": ["four"]}
            {"id": 4, "function": "judge", "args": {"endpoint": "{{{server.Url}}}", "model": "m",
              "key": "sk"}, "completions": ["four"]}
            {"id": 5, "function": "judge", "args": {"endpoint": "nowhere"}, "completions": ["four"]}
            """
        );
        Assert.Equal(1, await RewardCommand.RunAsync(Input, Output, Errors));
        Assert.Equal(["[1]", "[1,1]"], Rows().Select(row => row["rewards"]!.ToJsonString()));
        Assert.Equal(3, server.Requests.Count);
        Assert.DoesNotContain(server.Requests, request => request.Contains("secret", StringComparison.Ordinal));
        Assert.Contains("line 3: m at ", Errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("line 4: there is no argument \"key\"", Errors.ToString(), StringComparison.Ordinal);
        Assert.Contains(
            "line 5: the endpoint \"nowhere\" should be an http or https URL",
            Errors.ToString(),
            StringComparison.Ordinal
        );
    }

    [SkippableFact]
    public async Task Reward_refuses_to_judge_without_an_endpoint_and_says_what_to_set()
    {
        Skip.If(
            Environment.GetEnvironmentVariable(ModelEndpoint.UrlVariable) is not null,
            $"{ModelEndpoint.UrlVariable} is set."
        );
        Write("""{"id": 1, "function": "harmlessness", "completions": ["x"]}""");
        Assert.Equal(1, await RewardCommand.RunAsync(Input, Output, Errors));
        Assert.Contains(
            "line 1: no endpoint is configured: set R1WORKBOOK_ENDPOINT_URL",
            Errors.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Reward_lists_its_functions()
    {
        Assert.Equal(0, RewardCommand.List(Output));
        Assert.Contains("language_consistency", Output.ToString(), StringComparison.Ordinal);
        Assert.Contains(
            "repetition (open-r1, TRL: repetition_penalty_reward)",
            Output.ToString(),
            StringComparison.Ordinal
        );
    }
}
