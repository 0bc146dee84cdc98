using System.Text.Json.Nodes;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Scoring;

/// <summary>A request for a score.</summary>
/// <param name="Data">The official data file.</param>
/// <param name="Responses">The file of responses, judgements or reports.</param>
public sealed record ScoreRequest(string Data, string Responses)
{
    /// <summary>Whether questions without a response are left out; otherwise they are an error.</summary>
    public bool Subset { get; init; }

    /// <summary>The field of a response row that holds the response; null: one of those in use.</summary>
    public string? Field { get; init; }

    /// <summary>The file or folder that the benchmark asks for as its <see cref="IBenchmark.Companion"/>; null where
    /// it is missing or the benchmark asks for none.</summary>
    public string? Companion { get; init; }

    /// <summary>The k for which pass@k and cons@k are computed.</summary>
    public IReadOnlyList<int> K { get; init; } = [];

    /// <summary>Whether an empty <see cref="K"/> means the number of samples, where a question has several.</summary>
    public bool AllSamples { get; init; }

    /// <summary>Receives remarks that a reader of the score should know, one line each, such as a response that is
    /// null; null: they are dropped.</summary>
    public Action<string>? Told { get; init; }

    /// <summary>Refuses pass@k of a benchmark whose official score rests on one sample a question.</summary>
    /// <exception cref="ScoringException">Some k is wanted.</exception>
    internal void RefuseK(string benchmark)
    {
        if (K.Count > 0)
        {
            throw new ScoringException(
                $"pass@{K[0]} is not defined for {benchmark}: it is scored from one sample a question."
            );
        }
    }
}

/// <summary>The official metrics of a benchmark.</summary>
/// <param name="Metrics">Name and value of each, shares from 0 to 1 unless the name says otherwise.</param>
/// <param name="Details">One object for each question.</param>
public sealed record ScoreReport(JsonObject Metrics, IEnumerable<JsonObject> Details)
{
    /// <summary>[questions][samples] The credit of each sample, 0 to 1, where the score is their mean; null where it is
    /// not.</summary>
    public IReadOnlyList<IReadOnlyList<double>>? Credits { get; init; }
}

/// <summary>A benchmark that can be scored.</summary>
public interface IBenchmark
{
    /// <summary>Its id, as on the command line.</summary>
    string Id { get; }

    /// <summary>Whether a model can be asked its questions one by one.</summary>
    bool CanBeAsked => false;

    /// <summary>Whether its questions come from a data file.</summary>
    bool NeedsData => true;

    /// <summary>Whether only one response to a question is scored, so that several samples are refused.</summary>
    bool CountsOneResponse => false;

    /// <summary>What else the official score needs beside data and responses; null where nothing is needed.</summary>
    Companion? Companion => null;

    /// <summary>The questions that a model is asked one by one; null where there are none: the data are repositories,
    /// contests or reports.</summary>
    /// <param name="path">The data file.</param>
    /// <exception cref="Files.DataFileException">The file is missing or a row is not in the format.</exception>
    IEnumerable<IProblem>? Questions(string path) => null;

    /// <summary>Scores a file of responses.</summary>
    /// <param name="request">The files.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="Files.DataFileException">A file cannot be used; the message names row and field.</exception>
    /// <exception cref="ScoringException">The responses do not fit the data: a score would be wrong.</exception>
    /// <exception cref="InvalidOperationException">Something that judges is missing: a sandbox, a judge's
    /// replies.</exception>
    ScoreReport Score(ScoreRequest request, CancellationToken cancellationToken = default);
}
