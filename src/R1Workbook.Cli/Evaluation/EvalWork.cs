using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using R1Workbook.Benchmarks;
using R1Workbook.Benchmarks.Endpoints;
using R1Workbook.Benchmarks.Evaluation;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Judges;
using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Cli.Evaluation;

/// <summary>Asks, judges and scores. What was asked and judged before is in the files and is not paid for
/// again.</summary>
internal sealed class EvalWork
{
    private readonly EvalRequest _request;
    private readonly TextWriter _errors;
    private readonly bool _terminal;
    private readonly IBenchmark _benchmark;
    private readonly IQuestion[] _questions;
    private readonly JudgeProtocol? _protocol;

    /// <summary>Reads the questions and checks that the request can be fulfilled, before anything is paid
    /// for.</summary>
    /// <exception cref="ArgumentException">It cannot; the message says why and what to do.</exception>
    /// <exception cref="DataFileException">The data cannot be read.</exception>
    public EvalWork(EvalRequest request, TextWriter errors, bool terminal)
    {
        (_request, _errors, _terminal) = (request, errors, terminal);
        _benchmark = Find(request.Benchmark);
        if (request.Data is null && !IsCountdown)
        {
            throw new ArgumentException(
                $"--data is missing: the official data file of {request.Benchmark}; r1 data get {request.Benchmark} "
                    + $"says where to get it."
            );
        }

        _questions =
        [
            .. OpenQuestion.Of(_benchmark, request.Data ?? "")
                ?? throw new ArgumentException(
                    $"its data are no questions that a model is asked one by one: bring what its own harness writes "
                        + $"to r1 score {request.Benchmark}."
                ),
        ];
        _protocol = JudgeCatalogue.Find(request.Benchmark);
        if (request.JudgeOnly && _protocol is null)
        {
            throw new ArgumentException(
                $"no model judges {request.Benchmark}: r1 score {request.Benchmark} scores a response file."
            );
        }
    }

    private bool IsCountdown => ReferenceEquals(_benchmark, CountdownQuestion.Benchmark);

    private bool IsJudged => _protocol is not null && !_request.ResponsesOnly;

    /// <summary>The benchmark of an id.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static IBenchmark Find(string id) =>
        id == CountdownQuestion.Benchmark.Id
            ? CountdownQuestion.Benchmark
            : BenchmarkCatalogue.All.FirstOrDefault(entry => entry.Id == id)?.Benchmark
                ?? throw new ArgumentException($"there is no such benchmark; there are {string.Join(", ", Ids)}.");

    /// <summary>The benchmarks whose questions a model can be asked.</summary>
    public static IEnumerable<string> Ids =>
        BenchmarkCatalogue
            .All.Where(entry =>
                entry.Benchmark
                    is QuestionBenchmark
                        or Benchmarks.IfEval.IfEvalBenchmark
                        or Benchmarks.Codeforces.CodeforcesBenchmark
                || JudgeCatalogue.Find(entry.Id) is not null
            )
            .Select(entry => entry.Id)
            .Append(CountdownQuestion.Benchmark.Id);

    /// <summary>Does it all.</summary>
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
                ["benchmark"] = _request.Benchmark,
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
        JsonObject metrics = EvalReport.Score(
            _benchmark,
            new ScoreRequest(_request.Data ?? "", scored) { K = _request.K, Subset = subset },
            cancellation
        );
        if (!_request.JudgeOnly)
        {
            EvalReport.AddModel(
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
                _request.Responses
                ?? Path.Combine(".artifacts", "eval", $"{_request.Benchmark}-{FileName(model)}.jsonl");
            _errors.WriteLine(
                $"{_questions.Take(settings.Questions ?? int.MaxValue).Count()} questions of {_request.Benchmark}, "
                    + $"{settings.Samples} {(settings.Samples == 1 ? "sample" : "samples")} each, are put to "
                    + $"{model}; responses go to {responses}"
            );
            EvalProgress progress = new(_errors, "responses", _terminal);
            await new EvaluationRun(client, settings, progress.Say).AskAsync(
                _questions,
                responses,
                progress.Report,
                cancellation
            );
            return (model, responses, settings);
        }
    }

    private EvaluationSettings Settings()
    {
        EvaluationSettings settings = _request.Settings;
        bool one = _benchmark is Benchmarks.IfEval.IfEvalBenchmark || _protocol is { Compares: true };
        if (one && settings.Samples > 1)
            throw new ArgumentException($"{_request.Benchmark} counts one response a question: leave out --samples.");
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
            return _request.Judge.Open();
        }
        catch (ArgumentException exception)
        {
            throw new ArgumentException(
                $"a model judges the responses of {_request.Benchmark}: name it by --judge-url and --judge-model, "
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
        EvalProgress progress = new(_errors, $"judgements by {name}", _terminal);
        ChatOptions options = protocol.Options.Clone();
        if (_request.JudgeTokens is { } tokens)
            options.MaxOutputTokens = tokens;
        PersistentChatClient persistent = new(
            client,
            _request.Settings.Requests with
            {
                Streaming = false,
            },
            progress.Say
        );
        using CachedChatClient cached = new(persistent, Beside(responses, "judge-replies"));
        var calls = await new JudgeRun(cached, options, _request.Settings.Concurrency).JudgeAsync(
            rows,
            judged,
            progress.Report,
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
