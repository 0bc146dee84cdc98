using System.CommandLine;
using R1Workbook.Benchmarks.Asking;
using R1Workbook.Benchmarks.Evaluating;
using R1Workbook.Core.Tasks;
using R1Workbook.Learning.Chat;

namespace R1Workbook.Cli.Evaluation;

/// <summary>The options of <c>r1 eval</c>.</summary>
internal static class EvalOptions
{
    /// <summary>Adds them to the command.</summary>
    /// <returns>Reads a request from what was given.</returns>
    public static Func<ParseResult, EvaluationRequest> AddTo(Command command, Argument<string> benchmark)
    {
        EvaluationSettings defaults = new();
        EndpointVariables judges = EndpointVariables.Judge;
        Option<string?> data = Text("--data", "The official data file or folder; r1 data says where to get it.");
        Option<string?> responses = Text(
            "--responses",
            "The response file, in a layout that r1 score reads; what it holds already is not asked again. Default: "
                + ".artifacts/eval/BENCHMARK-MODEL.jsonl."
        );
        Option<string?> endpoint = Text(
            "--endpoint",
            $"The base URL of an OpenAI-compatible server. Default: {ModelEndpoint.UrlVariable}, with the key in "
                + $"{ModelEndpoint.KeyVariable}."
        );
        Option<string?> model = Text(
            "--model",
            $"The model there (default: {ModelEndpoint.ModelVariable}); or a model of your own: a Hugging Face "
                + $"folder with tokenizer.json, or a run record of the workbook."
        );
        Option<string?> key = Text(
            "--key-variable",
            "The environment variable that holds the key for --endpoint. A key is taken from the environment alone "
                + "and is written nowhere."
        );
        Option<string> template = new("--template")
        {
            Description = "The chat template of a model of your own; auto takes that of its folder.",
            DefaultValueFactory = _ => ChatModelFile.Templates[0],
        };
        template.AcceptOnlyFromAmong([.. ChatModelFile.Templates]);
        Option<int?> context = Positive(
            "--context",
            "The longest sequence of a model of your own, prompt and response, in tokens."
        );

        Option<int?> samples = Positive(
            "--samples",
            $"Samples a question. Default: {defaults.Samples}, or 1 where the benchmark counts one response."
        );
        Option<int?> limit = Positive("--limit", "Only so many questions, the first of the data: to try things out.");
        Option<int[]> k = new("--k")
        {
            Description = "Add pass@k and cons@k. Default: for all samples.",
            AllowMultipleArgumentsPerToken = true,
        };
        Option<float> temperature = new("--temperature")
        {
            Description = "The temperature.",
            DefaultValueFactory = _ => defaults.Temperature,
        };
        Option<float> topP = new("--top-p") { Description = "top-p.", DefaultValueFactory = _ => defaults.TopP };
        Option<int?> tokens = Positive("--max-tokens", $"Most tokens of a response. Default: {defaults.MaxTokens}.");
        Option<long?> seed = new("--seed")
        {
            Description =
                "A seed that is sent with each sample, each its own. Default: none for a server, 0 for a model of "
                + "your own.",
        };
        Option<string> prompt = new("--prompt")
        {
            Description = "How questions are put: r1 (zero-shot, as in the paper) or official.",
            DefaultValueFactory = _ => "r1",
        };
        prompt.AcceptOnlyFromAmong("r1", "official");
        Option<bool> prefilled = new("--prefilled-think")
        {
            Description =
                "The server's template opens <think> itself, so that responses lack it: one that never closes its "
                + "thinking is no answer then.",
        };
        Option<bool> refused = new("--refused-as-empty")
        {
            Description =
                "A question that the server refuses (HTTP 400: its filter, a prompt too long) counts as answered "
                + "with nothing; otherwise all others are asked and the refused ones named.",
        };

        Option<bool> stream = new("--stream")
        {
            Description = "Let responses come in pieces: long ones then survive the time-outs of proxies.",
        };
        Option<int?> concurrency = Positive(
            "--concurrency",
            $"Questions asked at once. Default: {defaults.Concurrency}."
        );
        Option<double> pace = new("--requests-per-minute")
        {
            Description = "Most requests that begin within a minute; 0 for no limit.",
        };
        Option<int?> tries = Positive(
            "--tries",
            $"How often a question is asked where the server fails for a while (429, 500, cut connections). "
                + $"Default: {defaults.Requests.Tries}."
        );
        Option<int?> timeout = Positive(
            "--timeout",
            "Seconds until a response must be there, or with --stream its next piece; the whole stream may then take "
                + "0.1 s more for each token of --max-tokens. Default: 600."
        );
        Option<double?> input = Price("--price-input", "The price of a million tokens of prompts, in any currency."),
            output = Price("--price-output", "The price of a million tokens of responses.");

        Option<string?> judgeUrl = Text(
            "--judge-url",
            $"The base URL of the server of the judge. Default: {judges.Url}, with the key in {judges.Key}."
        );
        Option<string?> judgeModel = Text(
            "--judge-model",
            $"The judge there (default: {judges.Model}), or a model of your own."
        );
        Option<string?> judgeKey = Text(
            "--judge-key-variable",
            "The environment variable that holds the key for --judge-url."
        );
        Option<string?> judgePrompt = Text(
            "--judge-prompt",
            "A file with the judge's prompt, such as the official one; official figures need it. Default: the "
                + "workbook's own, with the official form of verdict."
        );
        Option<int?> judgeTokens = Positive(
            "--judge-max-tokens",
            "Most tokens of a judge's reply. Default: as in the benchmark's protocol; judges that think need more."
        );
        Option<double?> judgeInput = Price(
                "--judge-price-input",
                "The price of a million tokens that the judge reads."
            ),
            judgeOutput = Price("--judge-price-output", "The price of a million tokens that the judge writes.");
        Option<string?> baseline = Text(
            "--baseline",
            "The answers that the model's are compared with: arena-hard's model_answer/gpt-4-0314.jsonl; for "
                + "alpaca-eval model_outputs.json, by default --data itself."
        );
        Option<bool> responsesOnly = new("--responses-only") { Description = "Ask, and neither judge nor score." };
        Option<bool> judgeOnly = new("--judge-only")
        {
            Description = "Judge and score the response file as it stands, in any layout that r1 score reads.",
        };

        foreach (
            Option option in (Option[])
                [
                    data,
                    responses,
                    endpoint,
                    model,
                    key,
                    template,
                    context,
                    samples,
                    limit,
                    k,
                    temperature,
                    topP,
                    tokens,
                    seed,
                    prompt,
                    prefilled,
                    refused,
                    stream,
                    concurrency,
                    pace,
                    tries,
                    timeout,
                    input,
                    output,
                    judgeUrl,
                    judgeModel,
                    judgeKey,
                    judgePrompt,
                    judgeTokens,
                    judgeInput,
                    judgeOutput,
                    baseline,
                    responsesOnly,
                    judgeOnly,
                ]
        )
        {
            command.Add(option);
        }

        return given => new EvaluationRequest(
            CountdownBenchmark.Find(given.GetValue(benchmark)!),
            given.GetValue(data),
            new ModelChoice(given.GetValue(endpoint), given.GetValue(model))
            {
                KeyVariable = given.GetValue(key),
                Template = given.GetValue(template)!,
                Context = given.GetValue(context),
                Timeout = given.GetValue(timeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            },
            new EvaluationSettings
            {
                Samples = given.GetValue(samples) ?? 0,
                Questions = given.GetValue(limit),
                Temperature = given.GetValue(temperature),
                TopP = given.GetValue(topP),
                MaxTokens = given.GetValue(tokens) ?? defaults.MaxTokens,
                Style = given.GetValue(prompt) == "official" ? PromptStyle.Official : PromptStyle.R1,
                Prefilled = given.GetValue(prefilled),
                RefusedAsEmpty = given.GetValue(refused),
                Seed = given.GetValue(seed),
                Concurrency = given.GetValue(concurrency) ?? defaults.Concurrency,
                Requests = new RequestPolicy
                {
                    RequestsPerMinute = given.GetValue(pace),
                    Tries = given.GetValue(tries) ?? defaults.Requests.Tries,
                    Streaming = given.GetValue(stream),
                },
            }
        )
        {
            Responses = given.GetValue(responses),
            K = given.GetValue(k) ?? [],
            Prices = Prices(given.GetValue(input), given.GetValue(output)),
            ResponsesOnly = given.GetValue(responsesOnly),
            JudgeOnly = given.GetValue(judgeOnly),
            Judge = new ModelChoice(given.GetValue(judgeUrl), given.GetValue(judgeModel))
            {
                KeyVariable = given.GetValue(judgeKey),
                Variables = judges,
            },
            JudgePrompt = given.GetValue(judgePrompt),
            JudgeTokens = given.GetValue(judgeTokens),
            JudgePrices = Prices(given.GetValue(judgeInput), given.GetValue(judgeOutput)),
            Baseline = given.GetValue(baseline),
        };
    }

    private static Option<string?> Text(string name, string description) => new(name) { Description = description };

    private static Option<int?> Positive(string name, string description)
    {
        Option<int?> option = new(name) { Description = description };
        option.Validators.Add(given =>
        {
            if (given.GetValue(option) is <= 0)
                given.AddError($"{name} should be a positive number.");
        });
        return option;
    }

    private static Option<double?> Price(string name, string description)
    {
        Option<double?> option = new(name) { Description = description };
        option.Validators.Add(given =>
        {
            if (given.GetValue(option) is not (null or (>= 0 and < double.PositiveInfinity)))
                given.AddError($"{name} should be a price, 0 or more.");
        });
        return option;
    }

    // A price that is not named is free.
    private static TokenPrices? Prices(double? input, double? output) =>
        input is null && output is null ? null : new TokenPrices(input ?? 0, output ?? 0);
}
