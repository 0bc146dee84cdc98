using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks.Sets.ArenaHard;

/// <summary>
/// Ratings by which the observed wins are most likely (Bradley and Terry 1952), on the scale of Elo: a model that is
/// 400 points better wins ten times in eleven. As arena-hard-auto's compute_mle_elo: no penalty, and the baseline
/// stands at 1000.
/// </summary>
public static class ArenaRating
{
    /// <summary>Where the baseline stands.</summary>
    public const double Anchor = 1000;

    private const double Scale = 400;

    /// <summary>The rating of each model that plays against the baseline.</summary>
    /// <param name="battles">The battles.</param>
    /// <exception cref="ArgumentException">There is no battle.</exception>
    public static IReadOnlyDictionary<string, double> Ratings(IEnumerable<ArenaBattle> battles)
    {
        ILookup<string, ArenaBattle> byModel = battles.ToLookup(battle => battle.Model);
        string[] models = [.. byModel.Select(group => group.Key).Order(StringComparer.Ordinal)];
        if (models.Length == 0)
            throw new ArgumentException("there is no battle to rate.", nameof(battles));
        double[][] features =
        [
            .. models.Select(
                (_, i) => Enumerable.Range(0, models.Length).Select(j => i == j ? Math.Log(10) : 0).ToArray()
            ),
        ]; // [M][M]
        double[] weights = [.. models.Select(model => (double)byModel[model].Sum(battle => battle.Weight))];
        double[] targets =
        [
            .. models.Select((model, i) => byModel[model].Sum(battle => battle.Weight * battle.Score) / weights[i]),
        ];
        double[] coefficients = Logistic.Fit(features, targets, weights);
        return models.Zip(coefficients).ToDictionary(pair => pair.First, pair => Anchor + Scale * pair.Second);
    }

    /// <summary>How often a rating wins against the baseline, 0 to 1.</summary>
    public static double WinRate(double rating) => 1 / (1 + Math.Pow(10, (Anchor - rating) / Scale));

    /// <summary>The ratings of battles drawn with replacement, once for each round.</summary>
    /// <param name="battles">The battles; one of weight 3 is three, as officially.</param>
    /// <param name="random">The seeded source of randomness.</param>
    /// <param name="rounds">How often; officially 100.</param>
    /// <param name="cancellationToken">Stops between rounds.</param>
    public static IReadOnlyList<IReadOnlyDictionary<string, double>> Bootstrap(
        IEnumerable<ArenaBattle> battles,
        Random random,
        int rounds = 100,
        CancellationToken cancellationToken = default
    )
    {
        ArenaBattle[] single =
        [
            .. battles.SelectMany(battle => Enumerable.Repeat(battle with { Weight = 1 }, battle.Weight)),
        ];
        List<IReadOnlyDictionary<string, double>> all = [];
        for (int round = 0; round < rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            all.Add(Ratings(Enumerable.Range(0, single.Length).Select(_ => single[random.Next(single.Length)])));
        }
        return all;
    }
}
