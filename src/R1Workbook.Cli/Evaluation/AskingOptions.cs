using System.CommandLine;
using R1Workbook.Benchmarks.Asking;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Cli.Evaluation;

/// <summary>The options of how questions are put to the model and how it samples.</summary>
internal sealed class AskingOptions
{
    private static readonly EvaluationSettings Defaults = new();

    private readonly Option<int?> _samples = CheckedOption.Positive(
            "--samples",
            $"Samples a question. Default: {Defaults.Samples}, or 1 where the benchmark counts one response."
        ),
        _limit = CheckedOption.Positive("--limit", "Only so many questions, the first of the data: to try things out."),
        _tokens = CheckedOption.Positive("--max-tokens", $"Most tokens of a response. Default: {Defaults.MaxTokens}."),
        _concurrency = CheckedOption.Positive(
            "--concurrency",
            $"Questions asked at once. Default: {Defaults.Concurrency}."
        ),
        _tries = CheckedOption.Positive(
            "--tries",
            $"How often a question is asked where the server fails for a while (429, 500, cut connections). "
                + $"Default: {Defaults.Requests.Tries}."
        );

    private readonly Option<float> _temperature =
            new("--temperature") { Description = "The temperature.", DefaultValueFactory = _ => Defaults.Temperature },
        _topP = new("--top-p") { Description = "top-p.", DefaultValueFactory = _ => Defaults.TopP };

    private readonly Option<long?> _seed = new("--seed")
    {
        Description =
            "A seed that is sent with each sample, each its own. Default: none for a server, 0 for a model of "
            + "your own.",
    };

    private readonly Option<string> _prompt = new("--prompt")
    {
        Description = "How questions are put: r1 (zero-shot, as in the paper) or official.",
        DefaultValueFactory = _ => "r1",
    };

    private readonly Option<double> _pace = new("--requests-per-minute")
    {
        Description = "Most requests that begin within a minute; 0 for no limit.",
    };

    private readonly Option<bool> _prefilled =
            new("--prefilled-think")
            {
                Description =
                    "The server's template opens <think> itself, so that responses lack it: one that never closes its "
                    + "thinking is no answer then.",
            },
        _refused =
            new("--refused-as-empty")
            {
                Description =
                    "A question that the server refuses (HTTP 400: its filter, a prompt too long) counts as answered "
                    + "with nothing; otherwise all others are asked and the refused ones named.",
            },
        _stream =
            new("--stream")
            {
                Description = "Let responses come in pieces: long ones then survive the time-outs of proxies.",
            };

    public AskingOptions(Command command)
    {
        _prompt.AcceptOnlyFromAmong("r1", "official");
        foreach (
            Option option in (Option[])
                [
                    _samples,
                    _limit,
                    _temperature,
                    _topP,
                    _tokens,
                    _seed,
                    _prompt,
                    _prefilled,
                    _refused,
                    _stream,
                    _concurrency,
                    _pace,
                    _tries,
                ]
        )
        {
            command.Add(option);
        }
    }

    /// <summary>The settings that were given; 0 samples where their number was not.</summary>
    public EvaluationSettings Read(ParseResult given) =>
        new()
        {
            Samples = given.GetValue(_samples) ?? 0,
            Questions = given.GetValue(_limit),
            Temperature = given.GetValue(_temperature),
            TopP = given.GetValue(_topP),
            MaxTokens = given.GetValue(_tokens) ?? Defaults.MaxTokens,
            Style = given.GetValue(_prompt) == "official" ? PromptStyle.Official : PromptStyle.R1,
            Prefilled = given.GetValue(_prefilled),
            RefusedAsEmpty = given.GetValue(_refused),
            Seed = given.GetValue(_seed),
            Concurrency = given.GetValue(_concurrency) ?? Defaults.Concurrency,
            Requests = new RequestPolicy
            {
                RequestsPerMinute = given.GetValue(_pace),
                Tries = given.GetValue(_tries) ?? Defaults.Requests.Tries,
                Streaming = given.GetValue(_stream),
            },
        };
}
