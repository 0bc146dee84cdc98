using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Asking;
using R1Workbook.Benchmarks.Tests.Asking;
using R1Workbook.Cli.Commands;

namespace R1Workbook.Cli.Tests.Commands;

public sealed class RowCommandTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly StringWriter _output = new(),
        _errors = new();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Verify_judges_each_row_and_names_the_line_of_a_bad_one()
    {
        File.WriteAllText(
            _file,
            """
            {"id": 1, "gold": "1/2", "pred": "\\boxed{0.5}"}
            {"id": "b", "gold": "1/2", "pred": 0.6}
            {"id": "c", "gold": "1/2"}
            {"id":
            {"id": "e", "gold": "1", "pred": ""}
            """
        );
        Assert.Equal(1, VerifyCommand.Run(_file, _output, _errors));
        JsonNode[] rows = Rows();
        Assert.Equal(["correct", "incorrect", "unverifiable"], rows.Select(row => (string)row["verdict"]!));
        Assert.Equal("1", rows[0]["id"]!.ToJsonString());
        Assert.Contains("line 3: field \"pred\" is missing", _errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("line 4:", _errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("2 of 5 rows", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Reward_goes_by_the_names_of_open_r1_and_by_ours_and_names_a_function_it_does_not_know()
    {
        File.WriteAllText(
            _file,
            """
            {"id": "a", "function": "accuracy_reward", "completions": ["\\boxed{2}", [{"role": "assistant", "content": "3"}], "4"], "solution": ["2", "2", "2"]}
            {"id": "b", "function": "format", "completions": ["<think>x</think><answer>y</answer>", "y"]}
            {"id": "c", "function": "format_reward", "completions": ["<think>x</think><answer>y</answer>", "<think>\nx\n</think>\n<answer>\ny\n</answer>"]}
            {"id": "d", "function": "charm_reward", "completions": ["x"]}
            {"id": "e", "function": "repetition_penalty_reward", "args": {"ngram": 2}, "completions": ["x"]}
            {"id": "f", "function": "soft_overlong_punishment", "args": {"max_completion_len": 100, "soft_punish_cache": 20}, "completion_ids": [[1, 2]]}
            {"id": "g", "function": "len_reward", "completions": ["1", "22"], "solution": ["1"]}
            {"id": "h", "function": "cosine_scaled_reward", "correct": true, "length_tokens": 50, "args": {"max_len": 100}}
            """
        );
        Assert.Equal(1, RewardCommand.Run(_file, _output, _errors));
        Assert.Equal(
            ["[1,0,0]", "[1,0]", "[0,1]", "[0]", "[0.75]"],
            Rows().Select(row => row["rewards"]!.ToJsonString())
        );
        string errors = _errors.ToString();
        Assert.Contains("line 4: there is no reward function \"charm_reward\"", errors, StringComparison.Ordinal);
        Assert.Contains("line 5: there is no argument \"ngram\"", errors, StringComparison.Ordinal);
        Assert.Contains("line 7: field \"solution\" has 1 items for 2 completions", errors, StringComparison.Ordinal);
        Assert.Contains(" rows in ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Reward_explains_itself_when_asked()
    {
        File.WriteAllText(_file, """{"id": 1, "function": "tag_count_reward", "completions": ["<think>\n"]}""");
        Assert.Equal(0, RewardCommand.Run(_file, _output, _errors, explain: true));
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
    public void Reward_counts_the_instructions_of_a_row_that_are_followed()
    {
        File.WriteAllText(
            _file,
            """
            {"id": 1, "function": "instruction_following", "completions": ["a b c", "a, b", "Sure:\n\"a b c\""], "instruction_id_list": ["punctuation:no_comma", "startend:quotation"], "kwargs": [{}, {"num_words": null}]}
            {"id": 2, "function": "instruction_following", "args": {"loose": true, "all": true}, "completions": ["Sure:\n\"a b c\""], "instruction_id_list": ["punctuation:no_comma", "startend:quotation"], "kwargs": [{}, {}]}
            {"id": 3, "function": "instruction_following", "completions": ["a"], "instruction_id_list": ["keywords:existence"], "kwargs": [{}]}
            {"id": 4, "function": "instruction_following", "completions": ["a"], "instruction_id_list": ["keywords:existence"], "kwargs": []}
            """
        );
        Assert.Equal(1, RewardCommand.Run(_file, _output, _errors, explain: true));
        Assert.Equal(["[0.5,0,0.5]", "[1]"], Rows().Select(row => row["rewards"]!.ToJsonString()));
        Assert.Equal("not followed: 1 commas", (string)Rows()[0]["explanations"]![1]!["evidence"]![0]!["finding"]!);
        Assert.Contains(
            "line 3: instruction keywords:existence: argument \"keywords\"",
            _errors.ToString(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "line 4: field \"kwargs\" should be a list of 1 objects",
            _errors.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Reward_asks_a_judge_behind_an_endpoint_and_says_what_to_set_where_none_is_named()
    {
        using StubServer server = new(_ =>
            StubServer.Json("""{"choices": [{"message": {"content": "Yes.\nVERDICT: CORRECT\nSCORE: 10"}}]}""")
        );
        using StubServer broken = new(_ => StubServer.Json("{}", "500 Internal Server Error"));
        File.WriteAllText(
            _file,
            $$$"""
            {"id": 1, "function": "judge", "args": {"endpoint": "{{{server.Url}}}", "model": "m"}, "prompt": "2+2?", "completions": ["four"], "solution": "4"}
            {"id": 2, "function": "helpfulness", "args": {"endpoint": "{{{server.Url}}}", "model": "m"}, "prompt": "2+2?", "completions": ["<think>secret</think>four", "five"]}
            {"id": 3, "function": "judge", "args": {"endpoint": "{{{broken.Url}}}", "model": "m"}, "completions": ["four"]}
            {"id": 4, "function": "judge", "args": {"endpoint": "{{{server.Url}}}", "model": "m", "key": "sk"}, "completions": ["four"]}
            {"id": 5, "function": "judge", "args": {"endpoint": "nowhere"}, "completions": ["four"]}
            """
        );
        Assert.Equal(1, RewardCommand.Run(_file, _output, _errors));
        Assert.Equal(["[1]", "[1,1]"], Rows().Select(row => row["rewards"]!.ToJsonString()));
        Assert.Equal(3, server.Requests.Count);
        Assert.DoesNotContain(server.Requests, request => request.Contains("secret", StringComparison.Ordinal));
        Assert.Contains("line 3: m at ", _errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("line 4: there is no argument \"key\"", _errors.ToString(), StringComparison.Ordinal);
        Assert.Contains(
            "line 5: the endpoint \"nowhere\" should be an http or https URL",
            _errors.ToString(),
            StringComparison.Ordinal
        );
    }

    [SkippableFact]
    public void Reward_refuses_to_judge_without_an_endpoint_and_says_what_to_set()
    {
        Skip.If(
            Environment.GetEnvironmentVariable(ModelEndpoint.UrlVariable) is not null,
            $"{ModelEndpoint.UrlVariable} is set."
        );
        File.WriteAllText(_file, """{"id": 1, "function": "harmlessness", "completions": ["x"]}""");
        Assert.Equal(1, RewardCommand.Run(_file, _output, _errors));
        Assert.Contains(
            "line 1: no endpoint is configured: set R1WORKBOOK_ENDPOINT_URL",
            _errors.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Reward_lists_its_functions()
    {
        Assert.Equal(0, RewardCommand.List(_output));
        Assert.Contains("language_consistency", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains(
            "repetition (open-r1, TRL: repetition_penalty_reward)",
            _output.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Loss_computes_a_case_and_says_what_is_wrong_with_another()
    {
        File.WriteAllText(
            _file,
            """
            {"cases": [{"name": "one", "params": {"loss_type": "grpo"}, "group_size": 2, "rewards_per_func": [[1], [0]],
             "inputs": {"per_token_logps": [[-1.0], [-1.0]], "completion_mask": [[1], [1]]}}, {"name": "two"}, 3]}
            """
        );
        Assert.Equal(1, LossCommand.Run(_file, _output, _errors));
        Assert.Equal("one", (string)Rows().Single()["name"]!);
        Assert.Contains("two: \"params\" is missing", _errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("case 3: an object", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Loss_takes_the_algorithms_of_verl_and_names_what_it_does_not_know()
    {
        File.WriteAllText(
            _file,
            """{"mask": [[1, 1]], "kl": [{"estimator": "k1", "logprob": [[-1, -2]], "ref": [[-2, -2]]}], "agg_loss": [{"mode": "median", "loss_mat": [[1, 2]], "mask": [[1, 1]]}]}"""
        );
        Assert.Equal(1, LossCommand.Run(_file, _output, _errors));
        JsonNode row = Rows().Single();
        Assert.Equal("kl[0]", (string)row["name"]!);
        Assert.Equal("[[1,0]]", row["value"]!.ToJsonString());
        Assert.Contains(
            "agg_loss[0]: aggregation \"median\" is not known",
            _errors.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_missing_file_is_a_bad_argument()
    {
        Assert.Equal(2, VerifyCommand.Run("nowhere.jsonl", _output, _errors));
        Assert.Equal(2, LossCommand.Run("nowhere.json", _output, _errors));
        Assert.Contains("nowhere.jsonl: no such file", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_keeps_the_order_of_the_rows_on_all_cores_and_tells_the_throughput()
    {
        const int Count = 2000;
        File.WriteAllLines(
            _file,
            Enumerable
                .Range(0, Count)
                .Select(i => $$"""{"id": {{i}}, "gold": "{{i}}", "pred": "The answer is {{i + i % 2}}."}""")
        );
        Assert.Equal(0, VerifyCommand.Run(_file, _output, _errors));
        JsonNode[] rows = Rows();
        Assert.Equal(Enumerable.Range(0, Count), rows.Select(row => (int)row["id"]!));
        Assert.All(
            rows,
            row => Assert.Equal((int)row["id"]! % 2 == 0 ? "correct" : "incorrect", (string)row["verdict"]!)
        );
        Assert.Contains($"{Count} rows in", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_takes_settings_from_the_row_and_shows_trees()
    {
        File.WriteAllText(
            _file,
            """
            {"id": "letter", "gold": "B", "pred": "It is not A, so B", "extraction": ["choice"], "language": "english", "choices": 4}
            {"id": "latex", "gold": "$9$", "pred": "It is 9", "extraction": ["latex"]}
            {"id": "tree", "gold": "x + 1", "pred": "\\boxed{1 + x}"}
            {"id": "wrong", "gold": "1", "pred": "1", "extraction": ["charm"]}
            """
        );
        Assert.Equal(1, VerifyCommand.Run(_file, _output, _errors, trees: true));
        JsonNode[] rows = Rows();
        Assert.Equal(["correct", "unverifiable", "correct"], rows.Select(row => (string)row["verdict"]!));
        Assert.Contains("Sum", (string)rows[2]["answer_tree"]!, StringComparison.Ordinal);
        Assert.Contains("line 4: there is no extraction \"charm\"", _errors.ToString(), StringComparison.Ordinal);
    }

    private JsonNode[] Rows() =>
        [
            .. _output
                .ToString()
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonNode.Parse(line)!),
        ];
}
