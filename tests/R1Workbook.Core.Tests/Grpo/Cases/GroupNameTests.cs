using System.Text.Json.Nodes;
using R1Workbook.Core.Grpo.Cases;

namespace R1Workbook.Core.Tests.Grpo.Cases;

public sealed class GroupNameTests
{
    [Fact]
    public void Groups_named_by_text_are_those_named_by_number()
    {
        const string Entry = """
            {"mask": [[1, 1], [1, 1], [1, 0]], "index": INDEX, "advantages": [
              {"rewards": [1, 0, 0.7], "function": "compute_grpo_outcome_advantage", "kwargs": {}},
              {"rewards": [1, 0, 0.7], "function": "compute_rloo_outcome_advantage", "kwargs": {"index": INDEX}}]}
            """;
        string[] Answers(string index) =>
            [
                .. LossCases
                    .Compute(JsonNode.Parse(Entry.Replace("INDEX", index, StringComparison.Ordinal)))
                    .Select(answer => answer.Answer?.ToJsonString() ?? answer.Problem!),
            ];
        string[] expected = Answers("[0, 0, 1]");
        Assert.Contains("0.7071", expected[0], StringComparison.Ordinal);
        Assert.Equal(expected, Answers("""["3f2a", "3f2a", "91bc"]"""));
        Assert.Equal(expected, Answers("""[7, 7, "7"]"""));
        Assert.All(
            Answers("[0, null, 1]"),
            problem => Assert.Contains("\"index\" has a null", problem, StringComparison.Ordinal)
        );
    }
}
