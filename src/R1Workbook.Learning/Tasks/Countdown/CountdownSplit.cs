using MathNet.Numerics.Random;

namespace R1Workbook.Learning.Tasks.Countdown;

/// <summary>All problems with one or two solutions, and the tenth of them that no corpus and no rollout ever
/// shows.</summary>
public static class CountdownSplit
{
    /// <summary>Problems with more solutions than this are left out: a blind guess would be too good.</summary>
    public const int MostSolutions = 2;

    // The split is part of the task, not of a run: one seed for all.
    private const int SplitSeed = 20250120;

    private static readonly (CountdownProblem[] Training, CountdownProblem[] HeldOut) Split = Divide();

    /// <summary>Problems to train on, in English; <see cref="Draw"/> gives them a language.</summary>
    public static IReadOnlyList<CountdownProblem> Training => Split.Training;

    /// <summary>Problems to evaluate on, in English.</summary>
    public static IReadOnlyList<CountdownProblem> HeldOut => Split.HeldOut;

    /// <summary>Draws a problem to train on, in either language.</summary>
    /// <param name="random">The source of randomness.</param>
    /// <returns>A problem that is not held out.</returns>
    public static CountdownProblem Draw(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return Split.Training[random.Next(Split.Training.Length)] with { Language = (Language)random.Next(2) };
    }

    /// <summary>Draws different held-out problems, each in either language.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <returns>[count] problems without repetition.</returns>
    /// <exception cref="ArgumentOutOfRangeException">More are asked for than there are.</exception>
    public static CountdownProblem[] DrawHeldOut(int count, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Split.HeldOut.Length);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var random = new Xoshiro256StarStar(seed, threadSafe: false);
        CountdownProblem[] drawn = [.. Split.HeldOut];
        random.Shuffle(drawn);
        return [.. drawn.Take(count).Select(problem => problem with { Language = (Language)random.Next(2) })];
    }

    private static (CountdownProblem[] Training, CountdownProblem[] HeldOut) Divide()
    {
        CountdownProblem[] all =
        [
            .. Enumerable
                .Range(0, 10_000)
                .Select(key => new CountdownProblem(
                    Language.English,
                    key / 1000,
                    key / 100 % 10,
                    key / 10 % 10,
                    key % 10
                ))
                .Where(problem => problem.Solutions().Count is > 0 and <= MostSolutions),
        ];
        new Xoshiro256StarStar(SplitSeed, threadSafe: false).Shuffle(all);
        int heldOut = all.Length / 10;
        return (all[heldOut..], all[..heldOut]);
    }
}
