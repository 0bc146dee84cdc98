using R1Workbook.Core.Tasks;

namespace R1Workbook.Learning.Tasks.Countdown;

/// <summary>How a chain of thought ended.</summary>
public enum FinalVerdict
{
    /// <summary>There was no chain of thought with a verdict: the answer is a guess.</summary>
    Guess,

    /// <summary>The last verdict is <c>no</c>: the search was given up.</summary>
    GaveUp,

    /// <summary>The last verdict is <c>yes</c>: the response claims to have verified its answer.</summary>
    SaidYes,
}

/// <summary>What the rule-based verifier reads in one response, step by step; <see cref="ToVerdict"/> says what it
/// is worth.</summary>
/// <param name="Correct">The answer stands in answer tags and solves the problem. This is the accuracy reward.</param>
/// <param name="WellFormed">The response is exactly <c>&lt;think&gt; ... &lt;/think&gt; &lt;answer&gt; o o
/// &lt;/answer&gt; &lt;eos&gt;</c>. This is the format reward.</param>
/// <param name="Answer">The answer, with or without tags; null where there is none.</param>
/// <param name="AnswerSolves">Whether <paramref name="Answer"/> solves the problem, tags or not.</param>
/// <param name="Verdict">How the chain of thought ended.</param>
/// <param name="Tries">The candidates tried, in order.</param>
/// <param name="Steps">Steps of arithmetic written down.</param>
/// <param name="TrueSteps">Those of them that are right.</param>
/// <param name="Waits">How often the response says "wait".</param>
/// <param name="TargetLanguageWords">Words of the chain of thought in the language of the prompt.</param>
/// <param name="ForeignWords">Words of the chain of thought in the other language.</param>
/// <param name="Length">Tokens of the response, the end of sequence included.</param>
/// <param name="Truncated">The response has no end of sequence.</param>
public sealed record CountdownTrace(
    bool Correct,
    bool WellFormed,
    OperatorPair? Answer,
    bool AnswerSolves,
    FinalVerdict Verdict,
    IReadOnlyList<OperatorPair> Tries,
    int Steps,
    int TrueSteps,
    int Waits,
    int TargetLanguageWords,
    int ForeignWords,
    int Length,
    bool Truncated
)
{
    /// <summary>Share of the words of the chain of thought that are in the language of the prompt; null where it has no
    /// words.</summary>
    public double? LanguageShare =>
        TargetLanguageWords + ForeignWords == 0
            ? null
            : (double)TargetLanguageWords / (TargetLanguageWords + ForeignWords);

    /// <summary>Whether a candidate was tried twice.</summary>
    public bool HasDuplicate => Tries.Distinct().Count() < Tries.Count;

    /// <summary>The verdict: right or wrong, the form, and what was measured.</summary>
    public Verdict ToVerdict() =>
        new(Correct ? Outcome.Correct : Outcome.Incorrect, Reason, Answer?.ToString())
        {
            Form = new ResponseForm(WellFormed, LanguageShare),
            Measured = new Dictionary<string, Tally>
            {
                [CountdownMeasures.Accuracy] = Tally.Of(Correct),
                [CountdownMeasures.Format] = Tally.Of(WellFormed),
                [CountdownMeasures.Length] = new(Length),
                [CountdownMeasures.Waits] = new(Waits),
                [CountdownMeasures.Reflective] = Tally.Of(Waits > 0),
                [CountdownMeasures.Language] = Tally.Of(LanguageShare),
                [CountdownMeasures.Mixed] = Tally.Of(ForeignWords > 0),
                [CountdownMeasures.Truncated] = Tally.Of(Truncated),
                [CountdownMeasures.Facts] = new(TrueSteps, Steps),
                [CountdownMeasures.Duplicates] = Tally.Of(HasDuplicate),
            },
        };

    private string Reason =>
        Correct ? $"{Answer} meets the target"
        : Answer is null ? "the answer is not two operators in answer tags"
        : AnswerSolves ? $"{Answer} meets the target, but does not stand in answer tags"
        : $"{Answer} makes another number";
}
