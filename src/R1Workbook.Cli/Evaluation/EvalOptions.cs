using System.CommandLine;
using R1Workbook.Benchmarks.Evaluating;

namespace R1Workbook.Cli.Evaluation;

/// <summary>The options of <c>r1 eval</c>.</summary>
internal static class EvalOptions
{
    /// <summary>Adds them to the command.</summary>
    /// <returns>Reads a request from what was given.</returns>
    public static Func<ParseResult, EvaluationRequest> AddTo(Command command, Argument<string> benchmark)
    {
        Option<string?> data = CheckedOption.Text(
            "--data",
            "The official data file or folder; r1 data says where to get it."
        );
        Option<string?> responses = CheckedOption.Text(
            "--responses",
            "The response file, in a layout that r1 score reads; what it holds already is not asked again. Default: "
                + ".artifacts/eval/BENCHMARK-MODEL.jsonl."
        );
        Option<int[]> k = new("--k")
        {
            Description = "Add pass@k and cons@k. Default: for all samples.",
            AllowMultipleArgumentsPerToken = true,
        };
        Option<bool> responsesOnly = new("--responses-only") { Description = "Ask, and neither judge nor score." };
        Option<bool> judgeOnly = new("--judge-only")
        {
            Description = "Judge and score the response file as it stands, in any layout that r1 score reads.",
        };

        command.Add(data);
        command.Add(responses);
        ModelOptions model = new(command);
        AskingOptions asking = new(command);
        command.Add(k);
        JudgeOptions judge = new(command);
        command.Add(responsesOnly);
        command.Add(judgeOnly);

        return given =>
            judge.AddTo(
                new EvaluationRequest(
                    CountdownBenchmark.Find(given.GetValue(benchmark)!),
                    given.GetValue(data),
                    model.Read(given),
                    asking.Read(given)
                )
                {
                    Responses = given.GetValue(responses),
                    K = given.GetValue(k) ?? [],
                    Prices = model.Prices(given),
                    ResponsesOnly = given.GetValue(responsesOnly),
                    JudgeOnly = given.GetValue(judgeOnly),
                },
                given
            );
    }
}
