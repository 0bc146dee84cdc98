using R1Workbook.Learning.Tasks.Countdown;

namespace R1Workbook.Learning.Corpora;

/// <summary>One document of the corpus; the loss is taken on the response.</summary>
/// <param name="Problem">The problem; null for a verification document.</param>
/// <param name="Prompt">Tokens of the prompt.</param>
/// <param name="Response">Tokens of the response, the end of sequence included.</param>
/// <param name="Answer">The answer that the generator wrote; null for a verification document.</param>
/// <param name="WrongSteps">Steps that the generator made wrong on purpose.</param>
public sealed record CorpusDocument(
    CountdownProblem? Problem,
    int[] Prompt,
    int[] Response,
    OperatorPair? Answer,
    int WrongSteps
)
{
    /// <summary>Prompt and response as text.</summary>
    /// <returns>Words separated by spaces.</returns>
    public override string ToString() => CountdownVocabulary.Decode([.. Prompt, .. Response]);
}
