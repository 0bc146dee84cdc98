using System.Text.Json.Nodes;
using R1Workbook.Cli.Commands;

namespace R1Workbook.Cli.Tests.Commands;

public sealed class LossCommandTests : RowCommandRun
{
    [Fact]
    public void Loss_computes_a_case_and_says_what_is_wrong_with_another()
    {
        Write(
            """
            {"cases": [{"name": "one", "params": {"loss_type": "grpo"}, "group_size": 2, "rewards_per_func": [[1], [0]],
             "inputs": {"per_token_logps": [[-1.0], [-1.0]], "completion_mask": [[1], [1]]}}, {"name": "two"}, 3]}
            """
        );
        Assert.Equal(1, LossCommand.Run(Input, Output, Errors));
        Assert.Equal("one", (string)Rows().Single()["name"]!);
        Assert.Contains("two: \"params\" is missing", Errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("case 3: an object", Errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Loss_takes_the_algorithms_of_verl_and_names_what_it_does_not_know()
    {
        Write(
            """
            {"mask": [[1, 1]], "kl": [{"estimator": "k1", "logprob": [[-1, -2]], "ref": [[-2, -2]]}],
             "agg_loss": [{"mode": "median", "loss_mat": [[1, 2]], "mask": [[1, 1]]}]}
            """
        );
        Assert.Equal(1, LossCommand.Run(Input, Output, Errors));
        JsonNode row = Rows().Single();
        Assert.Equal("kl[0]", (string)row["name"]!);
        Assert.Equal("[[1,0]]", row["value"]!.ToJsonString());
        Assert.Contains(
            "agg_loss[0]: aggregation \"median\" is not known",
            Errors.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_missing_file_is_a_bad_argument()
    {
        Assert.Equal(2, LossCommand.Run("nowhere.json", Output, Errors));
        Assert.Contains("nowhere.json: no such file", Errors.ToString(), StringComparison.Ordinal);
    }
}
