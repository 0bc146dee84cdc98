using System.Text.Json.Nodes;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Scoring;

/// <summary>What is to be scored.</summary>
/// <param name="Data">The official data file.</param>
/// <param name="Responses">The file of responses, judgements or reports.</param>
public sealed record ScoreRequest(string Data, string Responses)
{
    /// <summary>Whether questions without a response are left out; otherwise they are an error.</summary>
    public bool Subset { get; init; }

    /// <summary>The field of a response row that holds the response; null: one of those in use.</summary>
    public string? Field { get; init; }

    /// <summary>AlpacaEval's df_gamed.csv, by which win rates are officially controlled for length; null: it is not at
    /// hand. No other benchmark has one.</summary>
    public string? Gamed { get; init; }

    /// <summary>The folder of an installed Python package langdetect, by whose data IF-Eval's languages are told as
    /// officially; null: the workbook tells them itself. No other benchmark asks for it.</summary>
    public string? Langdetect { get; init; }

    /// <summary>For which k pass@k and cons@k are wanted.</summary>
    public IReadOnlyList<int> K { get; init; } = [];

    /// <summary>Told of what the score rests on and a reader should know, such as a response that is null, in one line
    /// each; null: nobody is told.</summary>
    public Action<string>? Told { get; init; }

    /// <summary>Refuses pass@k of a benchmark whose official score rests on one sample a question.</summary>
    /// <exception cref="ArgumentException">Some k is wanted.</exception>
    internal void RefuseK(string benchmark)
    {
        if (K.Count > 0)
        {
            throw new ArgumentException(
                $"pass@{K[0]} is not defined for {benchmark}: it is scored from one sample a question."
            );
        }
    }
}

/// <summary>The official metrics of a benchmark.</summary>
/// <param name="Metrics">Name and value of each, shares from 0 to 1 unless the name says otherwise.</param>
/// <param name="Details">One object for each question.</param>
public sealed record ScoreReport(JsonObject Metrics, IEnumerable<JsonObject> Details);

/// <summary>A benchmark that can be scored.</summary>
public interface IBenchmark
{
    /// <summary>Its id, as on the command line.</summary>
    string Id { get; }

    /// <summary>Whether its questions can be put to a model one by one.</summary>
    bool CanBeAsked => false;

    /// <summary>Whether its questions stand in a data file.</summary>
    bool NeedsData => true;

    /// <summary>Whether one response a question counts, so that several samples have no score.</summary>
    bool CountsOneResponse => false;

    /// <summary>The questions that a model is asked one by one; null where there are none: the data are repositories,
    /// contests or reports.</summary>
    /// <param name="path">The data file.</param>
    /// <exception cref="Files.DataFileException">The file is missing or a row is not in the format.</exception>
    IEnumerable<IProblem>? Questions(string path) => null;

    /// <summary>Scores a file of responses.</summary>
    /// <param name="request">The files.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="Files.DataFileException">A file cannot be used; the message names row and field.</exception>
    /// <exception cref="ArgumentException">The responses do not fit the data: a score would be wrong.</exception>
    /// <exception cref="InvalidOperationException">Something that judges is missing: a sandbox, a judge's
    /// replies.</exception>
    ScoreReport Score(ScoreRequest request, CancellationToken cancellationToken = default);
}
