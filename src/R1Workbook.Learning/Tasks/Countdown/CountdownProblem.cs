using R1Workbook.Core.Tasks;

namespace R1Workbook.Learning.Tasks.Countdown;

/// <summary>Fill two operators into <c>A ? B ? C</c>, from left to right and modulo 10, so that the result is the
/// target.</summary>
/// <param name="Language">The language of the prompt.</param>
/// <param name="A">The first digit.</param>
/// <param name="B">The second digit.</param>
/// <param name="C">The third digit.</param>
/// <param name="Target">The result asked for, 0 to 9.</param>
public readonly record struct CountdownProblem(Language Language, int A, int B, int C, int Target) : IProblem
{
    /// <summary>Tokens of every prompt, P: one length for all tasks, so that there is no padding on the left.</summary>
    public const int PromptLength = 8;

    /// <inheritdoc/>
    public string Id => Text;

    /// <inheritdoc/>
    public string Text => CountdownVocabulary.Decode(Prompt());

    /// <inheritdoc/>
    public string Kind => CountdownTask.Kind;

    /// <inheritdoc/>
    public string Group => $"{Language}";

    string? IProblem.Language => Language.Code();

    /// <summary>The problem without its language, 0 to 9999: what is held out is held out in both languages.</summary>
    public int Key => ((A * 10 + B) * 10 + C) * 10 + Target;

    /// <summary>The prompt, for example <c>solve 9 ? 2 ? 3 =8 :</c>.</summary>
    /// <returns>Eight tokens, [P].</returns>
    public int[] Prompt() =>
        [
            CountdownVocabulary.Solve(Language),
            CountdownVocabulary.Digit(A),
            CountdownVocabulary.Gap,
            CountdownVocabulary.Digit(B),
            CountdownVocabulary.Gap,
            CountdownVocabulary.Digit(C),
            CountdownVocabulary.Target(Target),
            CountdownVocabulary.Colon,
        ];

    /// <inheritdoc/>
    public Verdict Judge(Response response, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(response);
        IReadOnlyList<int>? tokens = response.Tokens ?? CountdownVocabulary.TryEncode(response.Text);
        if (tokens is null)
            return new Verdict(Outcome.Incorrect, "the response has words that the countdown does not know");
        // A benchmark gives the answer alone, as it stood between the answer tags.
        if (
            response.Tokens is null
            && tokens.Count == 2
            && CountdownVocabulary.AsSymbol(tokens[0]) is { } first
            && CountdownVocabulary.AsSymbol(tokens[1]) is { } second
        )
        {
            string answer = response.Text.Trim();
            return IsSolvedBy(new OperatorPair(first, second))
                ? Verdict.Graded(answer, 1, $"{answer} meets the target")
                : Verdict.Graded(answer, 0, $"{answer} makes another number");
        }

        return CountdownVerifier.Read(this, tokens).ToVerdict();
    }

    /// <summary>The candidates that meet the target.</summary>
    /// <returns>Candidates in cyclic order.</returns>
    public IReadOnlyList<OperatorPair> Solutions()
    {
        var solutions = new List<OperatorPair>();
        for (int index = 0; index < OperatorPair.Count; index++)
        {
            if (IsSolvedBy(OperatorPair.At(index)))
                solutions.Add(OperatorPair.At(index));
        }

        return solutions;
    }

    /// <summary>Whether a candidate meets the target.</summary>
    /// <param name="candidate">Two operators.</param>
    /// <returns>True for a solution.</returns>
    public bool IsSolvedBy(OperatorPair candidate) => Result(candidate) == Target;

    /// <summary>What a candidate makes of the three digits, from left to right.</summary>
    /// <param name="candidate">Two operators.</param>
    /// <returns>A digit.</returns>
    public int Result(OperatorPair candidate) => Apply(candidate.Second, Apply(candidate.First, A, B), C);

    /// <summary>One step of arithmetic modulo 10.</summary>
    /// <param name="operation">The operator.</param>
    /// <param name="left">A digit.</param>
    /// <param name="right">A digit.</param>
    /// <returns>A digit.</returns>
    public static int Apply(Operator operation, int left, int right) =>
        operation switch
        {
            Operator.Add => (left + right) % 10,
            Operator.Subtract => (left - right + 10) % 10,
            _ => left * right % 10,
        };
}
