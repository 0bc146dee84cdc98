namespace R1Workbook.Core.Tasks;

/// <summary>
/// What a verifier says about one response. There is one verdict for training, evaluation and rewards. It is no reward:
/// a reward function turns verdicts into numbers.
/// </summary>
/// <param name="Outcome">How the response was judged.</param>
/// <param name="Reason">Why, in one line that a person can read.</param>
/// <param name="Answer">The answer that was judged; null where none could be read.</param>
public record Verdict(Outcome Outcome, string Reason, string? Answer = null)
{
    private static readonly Dictionary<string, Tally> Nothing = [];

    /// <summary>Whether the response is right.</summary>
    public bool IsCorrect => Outcome == Outcome.Correct;

    /// <summary>What the response is worth to a benchmark, 0 to 1: 1 where it is right, otherwise 0, unless part of an
    /// answer counts.</summary>
    public double Credit { get; init; } = Outcome == Outcome.Correct ? 1 : 0;

    /// <summary>What it counts as where samples vote: the answer, unless the same words mean something else in another
    /// sample.</summary>
    public string? Vote
    {
        get => field ?? Answer;
        init;
    }

    /// <summary>The form of the response, where the task has a form of its own; null: a reward reads it from the
    /// text.</summary>
    public ResponseForm? Form { get; init; }

    /// <summary>What else was measured, by name; see <see cref="Measurements"/>.</summary>
    public IReadOnlyDictionary<string, Tally> Measured { get; init; } = Nothing;

    /// <summary>A verdict that gives part of the credit.</summary>
    /// <param name="answer">The answer that was judged; null where none was found.</param>
    /// <param name="credit">0 to 1; 1 is correct, everything else incorrect.</param>
    /// <param name="reason">Why, in one line.</param>
    public static Verdict Graded(string? answer, double credit, string reason) =>
        new(credit == 1 ? Outcome.Correct : Outcome.Incorrect, reason, answer) { Credit = credit };

    /// <summary>The verdict on an answer that must be the gold answer, letter for letter.</summary>
    /// <param name="answer">The answer; null where none was found.</param>
    /// <param name="gold">The right answer.</param>
    public static Verdict Exact(string? answer, string gold) =>
        answer is null ? Graded(null, 0, "no answer was found")
        : answer == gold ? Graded(answer, 1, $"{answer} is right")
        : Graded(answer, 0, $"{answer} where {gold} is right");

    /// <summary>A verdict that somebody else has given: a file, a judge, a test.</summary>
    /// <param name="correct">What they said.</param>
    public static Verdict Given(bool correct) =>
        Graded(null, correct ? 1 : 0, correct ? "given as right" : "given as wrong");
}
