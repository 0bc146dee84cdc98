using static R1Workbook.Learning.Tasks.Countdown.CountdownVocabulary;

namespace R1Workbook.Learning.Tasks.Countdown;

/// <summary>The rule-based verifier of the mini countdown: exact, without a model. (DeepSeek-R1, arXiv 2501.12948,
/// section 2.2.2: rule-based rewards for accuracy and format.)</summary>
public static class CountdownVerifier
{
    /// <summary>Reads one response.</summary>
    /// <param name="problem">The problem asked.</param>
    /// <param name="response">Tokens after the prompt, up to and with the end of sequence.</param>
    /// <returns>What stands in it.</returns>
    public static CountdownTrace Read(CountdownProblem problem, IReadOnlyList<int> response)
    {
        ArgumentNullException.ThrowIfNull(response);
        OperatorPair? tagged = TaggedAnswer(response);
        OperatorPair? answer = tagged ?? UntaggedAnswerOf(response);
        var tries = new List<OperatorPair>();
        int steps = 0,
            trueSteps = 0,
            waits = 0,
            target = 0,
            foreign = 0;
        var verdict = FinalVerdict.Guess;
        for (int i = 0; i < response.Count; i++)
        {
            if (StepAt(response, i) is { } step)
            {
                steps++;
                if (CountdownProblem.Apply(step.Operation, step.Left, step.Right) == step.Result)
                    trueSteps++;
                // A step that begins with a digit of its own, not with a result, is the first of a try.
                if ((i < 4 || StepAt(response, i - 4) is null) && StepAt(response, i + 4) is { } second)
                    tries.Add(new OperatorPair(step.Operation, second.Operation));
            }

            if (LanguageOf(response[i]) is not { } language)
                continue;
            if (language == problem.Language)
                target++;
            else
                foreign++;
            switch (WordOf(response[i]))
            {
                case "yes":
                    verdict = FinalVerdict.SaidYes;
                    break;
                case "no":
                    verdict = FinalVerdict.GaveUp;
                    break;
                case "wait":
                    waits++;
                    break;
            }
        }

        return new CountdownTrace(
            tagged is { } given && problem.IsSolvedBy(given),
            IsWellFormed(response),
            answer,
            answer is { } any && problem.IsSolvedBy(any),
            verdict,
            tries,
            steps,
            trueSteps,
            waits,
            target,
            foreign,
            response.Count,
            response.Count == 0 || response[^1] != EndOfSequence
        );
    }

    private static (int Left, Operator Operation, int Right, int Result)? StepAt(IReadOnlyList<int> tokens, int i) =>
        i >= 0
        && i + 4 < tokens.Count
        && AsDigit(tokens[i]) is { } left
        && AsWord(tokens[i + 1]) is { } operation
        && AsDigit(tokens[i + 2]) is { } right
        && WordOf(tokens[i + 3]) == "is"
        && AsDigit(tokens[i + 4]) is { } result
            ? (left, operation, right, result)
            : null;

    private static OperatorPair? PairAt(IReadOnlyList<int> tokens, int i) =>
        i + 1 < tokens.Count && AsSymbol(tokens[i]) is { } first && AsSymbol(tokens[i + 1]) is { } second
            ? new(first, second)
            : null;

    // The first answer counts: a response cannot list all candidates and be right.
    private static OperatorPair? TaggedAnswer(IReadOnlyList<int> tokens)
    {
        for (int i = 0; i + 3 < tokens.Count; i++)
        {
            if (tokens[i] == AnswerOpen)
                return tokens[i + 3] == AnswerClose ? PairAt(tokens, i + 1) : null;
        }

        return null;
    }

    private static OperatorPair? UntaggedAnswerOf(IReadOnlyList<int> tokens)
    {
        for (int i = 0; i + 2 < tokens.Count; i++)
        {
            if (IsUntaggedAnswer(tokens[i]))
                return PairAt(tokens, i + 1);
        }

        return null;
    }

    private static bool IsWellFormed(IReadOnlyList<int> tokens)
    {
        int close = tokens.Count - 6;
        if (
            close < 1
            || tokens[0] != ThinkOpen
            || tokens[close] != ThinkClose
            || tokens[close + 1] != AnswerOpen
            || PairAt(tokens, close + 2) is null
            || tokens[close + 4] != AnswerClose
            || tokens[close + 5] != EndOfSequence
        )
        {
            return false;
        }

        for (int i = 1; i < close; i++)
        {
            if (tokens[i] is Pad or EndOfSequence or >= ThinkOpen and <= AnswerClose || IsUntaggedAnswer(tokens[i]))
                return false;
        }

        return true;
    }
}
