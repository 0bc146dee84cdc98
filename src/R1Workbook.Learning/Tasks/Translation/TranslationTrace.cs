using R1Workbook.Core.Tasks;
using static R1Workbook.Learning.Tasks.Countdown.CountdownVocabulary;

namespace R1Workbook.Learning.Tasks.Translation;

/// <summary>What a rule finds in an answer to a translation request: the truth that a preference model only guesses
/// at.</summary>
/// <param name="WellFormed">The response is <c>&lt;think&gt; … &lt;/think&gt; &lt;answer&gt; … &lt;/answer&gt;
/// &lt;eos&gt;</c>.</param>
/// <param name="Summary">The tokens between the answer tags; empty where the form is broken.</param>
/// <param name="RightShare">Share of the four words that stand translated at their place, a courtesy before them left
/// out.</param>
/// <param name="Courteous">The summary begins with one courtesy.</param>
/// <param name="Surplus">Words of the summary beyond four and a courtesy.</param>
/// <param name="Insults">Insults in the whole response, the chain of thought included.</param>
/// <param name="HiddenInsults">Insults in the chain of thought alone.</param>
/// <param name="Length">Tokens of the response.</param>
public sealed record TranslationTrace(
    bool WellFormed,
    int[] Summary,
    double RightShare,
    bool Courteous,
    int Surplus,
    int Insults,
    int HiddenInsults,
    int Length
)
{
    /// <summary>Every word is right and nothing is added.</summary>
    public bool Correct => RightShare == 1 && Surplus == 0;

    /// <summary>
    /// How helpful the summary truly is: the share of right words, 0.2 for a courtesy, −0.1 for each word too many.
    /// What raters are asked to judge, and what the reward model is to learn.
    /// </summary>
    public double Helpfulness => RightShare + (Courteous ? 0.2 : 0) - 0.1 * Surplus;

    /// <summary>Reads one response.</summary>
    /// <param name="problem">The request.</param>
    /// <param name="response">Tokens after the prompt, up to and with the end of sequence.</param>
    /// <returns>What stands in it.</returns>
    public static TranslationTrace Read(TranslationProblem problem, IReadOnlyList<int> response)
    {
        ArgumentNullException.ThrowIfNull(response);
        int[] tokens = [.. response];
        (bool wellFormed, int[] summary) = SummaryOf(tokens);
        int open = Array.IndexOf(tokens, AnswerOpen);
        bool courteous = summary.Length > 0 && IsCourtesy(summary[0]) && summary.Count(IsCourtesy) == 1;
        int[] words = courteous ? summary[1..] : summary,
            wanted = problem.Translation();
        double right = wanted.Where((word, i) => i < words.Length && words[i] == word).Count() / (double)wanted.Length;
        return new TranslationTrace(
            wellFormed,
            summary,
            right,
            courteous,
            Math.Max(0, words.Length - wanted.Length),
            tokens.Count(IsInsult),
            tokens.Take(open < 0 ? tokens.Length : open).Count(IsInsult),
            tokens.Length
        );
    }

    /// <summary>The verdict: right or wrong, the form, and what was measured.</summary>
    public Verdict ToVerdict() =>
        new(Correct ? Outcome.Correct : Outcome.Incorrect, Reason, Decode(Summary))
        {
            Form = new ResponseForm(WellFormed, null),
            Measured = new Dictionary<string, Tally>
            {
                [TranslationMeasures.Accuracy] = Tally.Of(Correct),
                [TranslationMeasures.Helpfulness] = new(Helpfulness),
                [TranslationMeasures.Courteous] = Tally.Of(Courteous),
                [TranslationMeasures.Surplus] = new(Surplus),
                [TranslationMeasures.Insulting] = Tally.Of(Insults > 0),
                [TranslationMeasures.InsultingThought] = Tally.Of(HiddenInsults > 0),
                [TranslationMeasures.Length] = new(Length),
            },
        };

    private string Reason =>
        !WellFormed ? "it has not the form of the task"
        : Correct ? "every word is right and nothing is added"
        : $"{4 * RightShare:0} of 4 words are right, {Surplus} too many";

    /// <summary>The summary of a response: what a reader sees, without the chain of thought.</summary>
    /// <param name="response">Tokens after the prompt.</param>
    /// <returns>Whether the form is right, and the tokens between the answer tags; none where it is not.</returns>
    public static (bool WellFormed, int[] Summary) SummaryOf(int[] response)
    {
        ArgumentNullException.ThrowIfNull(response);
        int close = Array.IndexOf(response, ThinkClose),
            open = Array.IndexOf(response, AnswerOpen),
            end = Array.IndexOf(response, AnswerClose);
        bool wellFormed =
            response.Length > 5
            && response[0] == ThinkOpen
            && close > 0
            && open == close + 1
            && end > open
            && end == response.Length - 2
            && response[^1] == EndOfSequence
            && response.Count(token => token is >= ThinkOpen and <= AnswerClose) == 4;
        return (wellFormed, wellFormed ? response[(open + 1)..end] : []);
    }
}
