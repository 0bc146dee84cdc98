namespace R1Workbook.Core.Tests.Verification.SecondOpinion;

/// <summary>The kinds of answer that the test writes.</summary>
internal enum MeaningKind
{
    Number,
    List,
    Tuple,
    Interval,
    Family,
    Line,
}

/// <summary>
/// What an answer means, as numbers: a value; the values of a list; the elements of a tuple; both ends of an interval
/// with 1 where they belong to it; offset and period of a + bk for all integers k; slope and intercept of a line.
/// </summary>
internal sealed record AnswerMeaning(MeaningKind Kind, double[] Numbers)
{
    /// <summary>The meaning drawn at random.</summary>
    public static AnswerMeaning Draw(Random random)
    {
        var kind = (MeaningKind)random.Next(6);
        double Next() => random.Next(-24, 25) / (double)(1 << random.Next(3));
        double low = Next();
        return new(
            kind,
            kind switch
            {
                MeaningKind.Number => [low],
                MeaningKind.List => [low, low + 1 + random.Next(5), low + 9 + random.Next(5)],
                MeaningKind.Tuple => [low, Next(), Next()],
                MeaningKind.Interval => [low, low + 1 + random.Next(8), random.Next(2), random.Next(2)],
                MeaningKind.Family => [random.Next(0, 6), random.Next(2, 9)],
                _ => [random.Next(1, 7), random.Next(-9, 10)],
            }
        );
    }

    /// <summary>A meaning near to this one, mostly another.</summary>
    public AnswerMeaning Mutated(Random random)
    {
        double[] numbers = [.. Numbers];
        int at = random.Next(numbers.Length);
        bool isEnd = Kind == MeaningKind.Interval && at > 1;
        switch (random.Next(5))
        {
            case 0 when Kind is MeaningKind.List:
                return this with { Numbers = numbers[1..] };
            case 1 when Kind is MeaningKind.List or MeaningKind.Tuple:
                (numbers[0], numbers[1]) = (numbers[1], numbers[0]);
                break;
            case 2 when !isEnd && Kind is not MeaningKind.Family:
                numbers[at] = -numbers[at];
                break;
            default:
                numbers[at] = isEnd ? 1 - numbers[at] : numbers[at] + (random.Next(2) == 0 ? 1 : -1);
                break;
        }
        return this with { Numbers = numbers };
    }

    /// <summary>The second opinion: whether both mean the same, by their numbers alone.</summary>
    public bool SameAs(AnswerMeaning other)
    {
        if (Kind != other.Kind)
            return false;
        (double[] a, double[] b) = (Numbers, other.Numbers);
        switch (Kind)
        {
            case MeaningKind.List:
                return a.Distinct().Order().SequenceEqual(b.Distinct().Order());
            case MeaningKind.Family:
                return Math.Abs(a[1]) == Math.Abs(b[1]) && (a[0] - b[0]) % a[1] == 0;
            case MeaningKind.Interval when a[0] >= a[1] || b[0] >= b[1]:
                // Empty, or one point: nobody writes that; what is said of it does not matter.
                return true;
            default:
                return a.SequenceEqual(b);
        }
    }
}
