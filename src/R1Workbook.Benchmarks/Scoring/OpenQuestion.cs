using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Scoring;

/// <summary>A question without one right answer: what a model writes is judged as a whole, by its benchmark or by
/// another model.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">The whole prompt.</param>
public sealed record OpenQuestion(string Id, string Text) : IProblem
{
    /// <inheritdoc/>
    public IReadOnlyList<string> OtherNames => [Text];

    /// <inheritdoc/>
    public string Prompt(PromptStyle style) => Text;

    /// <summary>Unverifiable: there is no one right answer, and its benchmark judges all responses together.</summary>
    public Verdict Judge(Response response, CancellationToken cancellationToken = default) =>
        new(Outcome.Unverifiable, "the benchmark has no one right answer; it judges all responses together");
}
