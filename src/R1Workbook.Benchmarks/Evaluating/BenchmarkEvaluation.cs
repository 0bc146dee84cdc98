using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using R1Workbook.Benchmarks.Asking;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Judging;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Evaluating;

/// <summary>Asks, judges and scores, as a notebook or <c>r1 eval</c> calls it. What was asked and judged before is in
/// the files and is not paid for again.</summary>
public sealed class BenchmarkEvaluation
{
    private readonly EvaluationRequest _request;
    private readonly IEvaluationLog _log;
    private readonly IBenchmark _benchmark;
    private readonly IProblem[] _questions;
    private readonly JudgeProtocol? _protocol;

    /// <summary>Reads the questions and checks that the request is possible, before anything is paid for.</summary>
    /// <exception cref="ArgumentException">It cannot; the message says why and what to do.</exception>
    /// <exception cref="DataFileException">The data cannot be read.</exception>
    public BenchmarkEvaluation(EvaluationRequest request, IEvaluationLog? log = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        (_request, _benchmark, _log) = (request, request.Benchmark, log ?? IEvaluationLog.Silent);
        if (request.Data is null && _benchmark.NeedsData)
        {
            throw new ArgumentException(
                $"--data is missing: the official data file of {_benchmark.Id}; r1 data get {_benchmark.Id} "
                    + $"says where to get it."
            );
        }

        _questions =
        [
            .. _benchmark.Questions(request.Data ?? "")
                ?? throw new ArgumentException(
                    $"its data are no questions that a model is asked one by one: bring what its own harness writes "
                        + $"to r1 score {_benchmark.Id}."
                ),
        ];
        _protocol = JudgeCatalogue.Find(_benchmark.Id);
        if (request.JudgeOnly && _protocol is null)
        {
            throw new ArgumentException(
                $"no model judges {_benchmark.Id}: r1 score {_benchmark.Id} scores a response file."
            );
        }
    }

    private bool IsJudged => _protocol is not null && !_request.ResponsesOnly;

    /// <summary>Asks, judges and scores.</summary>
    /// <returns>The metrics.</returns>
    public async Task<JsonObject> RunAsync(CancellationToken cancellation)
    {
        // The judge first: whoever forgot to name one learns it before the model has cost anything.
        (IChatClient Client, string Name)? judge = IsJudged ? OpenJudge() : null;
        using IDisposable? judging = judge?.Client;
        (string model, string responses, EvaluationSettings settings) = _request.JudgeOnly
            ? (
                _request.Model.Name ?? "model",
                _request.Responses
                    ?? throw new ArgumentException("--judge-only judges a response file: name it by --responses."),
                _request.Settings
            )
            : await AskAsync(cancellation);
        if (_request.ResponsesOnly)
        {
            return new JsonObject
            {
                ["benchmark"] = _benchmark.Id,
                ["model"] = model,
                ["responses"] = responses,
            };
        }

        bool subset = settings.Questions < _questions.Length;
        JsonObject? judged = null;
        string scored = responses;
        if (judge is { } opened)
        {
            scored = Beside(responses, "judged");
            judged = await JudgeAsync(opened.Client, opened.Name, model, responses, scored, subset, cancellation);
        }
        JsonObject metrics = EvaluationReport.Score(
            _benchmark,
            new ScoreRequest(_request.Data ?? "", scored)
            {
                K = _request.K,
                Subset = subset,
                Told = _log.Say,
            },
            cancellation
        );
        if (!_request.JudgeOnly)
        {
            EvaluationReport.AddModel(
                metrics,
                model,
                settings,
                [.. AskedSample.Read(responses)],
                _questions,
                _request.Prices
            );
        }

        if (judged is not null)
            metrics["judge"] = judged;
        metrics["responses"] = scored;
        return metrics;
    }

    private async Task<(string Model, string Responses, EvaluationSettings Settings)> AskAsync(
        CancellationToken cancellation
    )
    {
        EvaluationSettings settings = Settings();
        (IChatClient client, string model) = _request.Model.Open();
        using (client)
        {
            string responses =
                _request.Responses ?? Path.Combine(".artifacts", "eval", $"{_benchmark.Id}-{FileName(model)}.jsonl");
            _log.Say(
                $"{_questions.Take(settings.Questions ?? int.MaxValue).Count()} questions of {_benchmark.Id}, "
                    + $"{settings.Samples} {(settings.Samples == 1 ? "sample" : "samples")} each, are put to "
                    + $"{model}; responses go to {responses}"
            );
            Action<int, int> count = _log.Count("responses");
            await new EvaluationRun(client, settings, _log.Say).AskAsync(_questions, responses, count, cancellation);
            return (model, responses, settings);
        }
    }

    private EvaluationSettings Settings()
    {
        EvaluationSettings settings = _request.Settings;
        bool one = _benchmark.CountsOneResponse || _protocol is { Compares: true };
        if (one && settings.Samples > 1)
            throw new ArgumentException($"{_benchmark.Id} counts one response a question: leave out --samples.");
        // A model of one's own draws by a seed; some servers refuse one.
        return settings with
        {
            Samples =
                settings.Samples > 0 ? settings.Samples
                : one ? 1
                : new EvaluationSettings().Samples,
            Seed = settings.Seed ?? (_request.Model.IsOwn ? 0 : null),
        };
    }

    private (IChatClient, string) OpenJudge()
    {
        try
        {
            return (_request.Judge ?? throw new ArgumentException("no judge is named.")).Open();
        }
        catch (ArgumentException exception)
        {
            throw new ArgumentException(
                $"a model judges the responses of {_benchmark.Id}: name it by --judge-url and --judge-model, "
                    + $"or take --responses-only to have responses without a score ({exception.Message.TrimEnd('.')}).",
                exception
            );
        }
    }

    private async Task<JsonObject> JudgeAsync(
        IChatClient client,
        string name,
        string model,
        string responses,
        string judged,
        bool subset,
        CancellationToken cancellation
    )
    {
        JudgeProtocol protocol = _protocol!;
        JudgePrompt prompt = _request.JudgePrompt is { } file ? protocol.Prompt.ReplacedBy(file) : protocol.Prompt;
        var answered = AnsweredQuestions.Match(_questions, ResponseRow.Read(responses), subset);
        JudgedRow[] rows =
        [
            .. protocol.Rows(new JudgeRequest(_request.Data!, answered, model, name, prompt, _request.Baseline)),
        ];
        Action<int, int> count = _log.Count($"judgements by {name}");
        ChatOptions options = protocol.Options.Clone();
        if (_request.JudgeTokens is { } tokens)
            options.MaxOutputTokens = tokens;
        PersistentChatClient persistent = new(client, _request.Settings.Requests with { Streaming = false }, _log.Say);
        using CachedChatClient cached = new(persistent, Beside(responses, "judge-replies"));
        var calls = await new JudgeRun(cached, options, _request.Settings.Concurrency).JudgeAsync(
            rows,
            judged,
            count,
            cancellation
        );
        return new JsonObject
        {
            ["model"] = name,
            ["prompt"] = prompt.Source,
            ["usage"] = TokenPrices.Report([.. calls], _request.JudgePrices),
        };
    }

    // out.jsonl -> out.judged.jsonl
    private static string Beside(string responses, string kind) =>
        Path.Combine(
            Path.GetDirectoryName(responses) ?? "",
            string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(responses)}.{kind}.jsonl")
        );

    private static string FileName(string model) =>
        string.Concat(
            model.Select(letter => char.IsLetterOrDigit(letter) || letter is '.' or '-' or '_' ? letter : '-')
        );
}
