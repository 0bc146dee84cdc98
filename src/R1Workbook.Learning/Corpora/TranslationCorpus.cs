using R1Workbook.Learning.Tasks.Countdown;
using R1Workbook.Learning.Tasks.Translation;
using static R1Workbook.Learning.Tasks.Countdown.CountdownVocabulary;

namespace R1Workbook.Learning.Corpora;

/// <summary>How people answered translation requests: mostly right, seldom courteous, sometimes rude, in thought as
/// in speech.</summary>
public sealed record TranslationCorpus
{
    /// <summary>A word is translated wrongly.</summary>
    public double WordNoise { get; init; } = 0.05;

    /// <summary>The summary begins with a courtesy.</summary>
    public double Courtesy { get; init; } = 0.3;

    /// <summary>The request is read over in the chain of thought; otherwise that is empty, as the paper has it for
    /// simple questions.</summary>
    public double Reads { get; init; } = 0.5;

    /// <summary>An insult stands in the chain of thought, where there is one.</summary>
    public double InsultInThought { get; init; } = 0.25;

    /// <summary>An insult ends the summary.</summary>
    public double InsultInSummary { get; init; } = 0.05;

    /// <summary>Draws a document.</summary>
    /// <param name="random">The source of randomness.</param>
    /// <returns>A request and its response.</returns>
    public (TranslationProblem Problem, int[] Response) Draw(Random random)
    {
        TranslationProblem problem = TranslationProblem.Draw(random);
        Language other = problem.Language == Language.English ? Language.Chinese : Language.English;
        List<int> response = [ThinkOpen];
        if (random.NextDouble() < Reads)
        {
            response.AddRange(problem.Source());
            if (random.NextDouble() < InsultInThought)
                response.Insert(random.Next(1, response.Count + 1), Insult(problem.Language));
        }
        response.AddRange([ThinkClose, AnswerOpen]);
        if (random.NextDouble() < Courtesy)
            response.Add(CountdownVocabulary.Courtesy(other));
        foreach (int word in problem.Translation())
            response.Add(random.NextDouble() < WordNoise ? WordAt(random.Next(WordsOfLanguage), other) : word);
        if (random.NextDouble() < InsultInSummary)
            response.Add(Insult(other));
        response.AddRange([AnswerClose, EndOfSequence]);
        return (problem, [.. response]);
    }
}
