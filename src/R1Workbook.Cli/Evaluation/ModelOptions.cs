using System.CommandLine;
using R1Workbook.Benchmarks.Asking;
using R1Workbook.Learning.Chat;

namespace R1Workbook.Cli.Evaluation;

/// <summary>The options that name the model under evaluation, where it is and what it costs.</summary>
internal sealed class ModelOptions
{
    private readonly Option<string?> _endpoint = CheckedOption.Text(
        "--endpoint",
        $"The base URL of an OpenAI-compatible server. Default: {ModelEndpoint.UrlVariable}, with the key in "
            + $"{ModelEndpoint.KeyVariable}."
    );

    private readonly Option<string?> _model = CheckedOption.Text(
        "--model",
        $"The model there (default: {ModelEndpoint.ModelVariable}); or a model of your own: a Hugging Face "
            + $"folder with tokenizer.json, or a run record of the workbook."
    );

    private readonly Option<string?> _key = CheckedOption.Text(
        "--key-variable",
        "The environment variable that holds the key for --endpoint. A key is taken from the environment alone "
            + "and is written nowhere."
    );

    private readonly Option<string> _template = new("--template")
    {
        Description = "The chat template of a model of your own; auto takes that of its folder.",
        DefaultValueFactory = _ => ChatModelFile.Templates[0],
    };

    private readonly Option<int?> _context = CheckedOption.Positive(
        "--context",
        "The longest sequence of a model of your own, prompt and response, in tokens."
    );

    private readonly Option<int?> _timeout = CheckedOption.Positive(
        "--timeout",
        "Seconds until a response must be there, or with --stream its next piece; the whole stream may then take "
            + "0.1 s more for each token of --max-tokens. Default: 600."
    );

    private readonly Option<double?> _input = CheckedOption.Price(
            "--price-input",
            "The price of a million tokens of prompts, in any currency."
        ),
        _output = CheckedOption.Price("--price-output", "The price of a million tokens of responses.");

    public ModelOptions(Command command)
    {
        _template.AcceptOnlyFromAmong([.. ChatModelFile.Templates]);
        foreach (Option option in (Option[])[_endpoint, _model, _key, _template, _context, _timeout, _input, _output])
        {
            command.Add(option);
        }
    }

    /// <summary>The model that was named.</summary>
    public ModelChoice Read(ParseResult given) =>
        new(given.GetValue(_endpoint), given.GetValue(_model))
        {
            KeyVariable = given.GetValue(_key),
            Template = given.GetValue(_template)!,
            Context = given.GetValue(_context),
            Timeout = given.GetValue(_timeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        };

    /// <summary>Its prices; null where none was named.</summary>
    public TokenPrices? Prices(ParseResult given) => TokenPrices.Known(given.GetValue(_input), given.GetValue(_output));
}
