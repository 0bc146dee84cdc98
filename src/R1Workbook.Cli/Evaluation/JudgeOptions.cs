using System.CommandLine;
using R1Workbook.Benchmarks.Asking;
using R1Workbook.Benchmarks.Evaluating;

namespace R1Workbook.Cli.Evaluation;

/// <summary>The options of the model that judges, and of what it compares with.</summary>
internal sealed class JudgeOptions
{
    private static readonly EndpointVariables Variables = EndpointVariables.Judge;

    private readonly Option<string?> _url = CheckedOption.Text(
        "--judge-url",
        $"The base URL of the server of the judge. Default: {Variables.Url}, with the key in {Variables.Key}."
    );

    private readonly Option<string?> _model = CheckedOption.Text(
        "--judge-model",
        $"The judge there (default: {Variables.Model}), or a model of your own."
    );

    private readonly Option<string?> _key = CheckedOption.Text(
        "--judge-key-variable",
        "The environment variable that holds the key for --judge-url."
    );

    private readonly Option<string?> _prompt = CheckedOption.Text(
        "--judge-prompt",
        "A file with the judge's prompt, such as the official one; official figures need it. Default: the "
            + "workbook's own, with the official form of verdict."
    );

    private readonly Option<int?> _tokens = CheckedOption.Positive(
        "--judge-max-tokens",
        "Most tokens of a judge's reply. Default: as in the benchmark's protocol; judges that think need more."
    );

    private readonly Option<int?> _timeout = CheckedOption.Positive(
        "--judge-timeout",
        "Seconds until a judgement must be there. Default: 600."
    );

    private readonly Option<double?> _input = CheckedOption.Price(
            "--judge-price-input",
            "The price of a million tokens that the judge reads."
        ),
        _output = CheckedOption.Price("--judge-price-output", "The price of a million tokens that the judge writes.");

    private readonly Option<string?> _baseline = CheckedOption.Text(
        "--baseline",
        "The answers that the model's are compared with: arena-hard's model_answer/gpt-4-0314.jsonl; for "
            + "alpaca-eval model_outputs.json, by default --data itself."
    );

    public JudgeOptions(Command command)
    {
        Option[] all = [_url, _model, _key, _prompt, _tokens, _timeout, _input, _output, _baseline];
        foreach (Option option in all)
            command.Add(option);
    }

    /// <summary>The request with the judge that was named.</summary>
    public EvaluationRequest AddTo(EvaluationRequest request, ParseResult given) =>
        request with
        {
            Judge = new ModelChoice(given.GetValue(_url), given.GetValue(_model))
            {
                KeyVariable = given.GetValue(_key),
                Variables = Variables,
                Timeout = given.GetValue(_timeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            },
            JudgePrompt = given.GetValue(_prompt),
            JudgeTokens = given.GetValue(_tokens),
            JudgePrices = TokenPrices.Known(given.GetValue(_input), given.GetValue(_output)),
            Baseline = given.GetValue(_baseline),
        };
}
