using System.Text.RegularExpressions;
using R1Workbook.Benchmarks.Files;

namespace R1Workbook.Benchmarks.Sets.ArenaHard;

/// <summary>One verdict on a pair of answers.</summary>
/// <param name="Question">The question's uid.</param>
/// <param name="Model">The model that plays against the baseline.</param>
/// <param name="Score">1 where the model wins, 0 where the baseline does, ½ where neither.</param>
/// <param name="Weight">3 where the verdict is "significantly better", otherwise 1.</param>
public sealed partial record ArenaBattle(string Question, string Model, double Score, int Weight)
{
    /// <summary>
    /// The battles of a judgement file (lmarena/arena-hard-auto, model_judgment): of each row two games, the baseline
    /// as assistant A in the first and as B in the second. A game without a readable verdict gives no battle.
    /// </summary>
    /// <exception cref="DataFileException">The file is missing or a row is not in the format.</exception>
    public static IEnumerable<(string Place, string Question, string Model, IReadOnlyList<ArenaBattle> Battles)> Read(
        string path
    ) =>
        DataFile.Read(
            path,
            row =>
            {
                string question = row.Id(row.FirstOf("uid", "question_id")),
                    model = row.Text("model");
                IReadOnlyList<DataRow> games = row.Rows("games");
                if (games.Count != 2)
                    throw row.Problem($"field \"games\" has {games.Count} games; there are two, with sides swapped.");
                return (
                    $"{row.File}, {row.Unit} {row.Line}",
                    question,
                    model,
                    (IReadOnlyList<ArenaBattle>)
                        [
                            .. games
                                .Select((game, i) => Of(question, model, Verdict(game), baselineIsFirst: i == 0))
                                .OfType<ArenaBattle>(),
                        ]
                );
            }
        );

    /// <summary>The verdict in a judge's reply: what stands in double, else in single brackets; null where there is
    /// none, or several that differ.</summary>
    public static string? Verdict(string judgement)
    {
        foreach (Regex brackets in (Regex[])[Double(), Single()])
        {
            string[] found =
            [
                .. brackets
                    .Matches(judgement)
                    .Select(match => match.Groups[1].Value)
                    .Where(verdict => verdict.Length > 0)
                    .Distinct(),
            ];
            if (found.Length > 0)
                return found.Length == 1 ? found[0] : null;
        }
        return null;
    }

    private static string? Verdict(DataRow game) =>
        game.IsGiven("score") ? game.Text("score")
        : game.IsGiven("judgment") ? Verdict(game.Text("judgment"))
        : null;

    private static ArenaBattle? Of(string question, string model, string? verdict, bool baselineIsFirst)
    {
        (double first, int weight) = verdict switch
        {
            "A>>B" or "B<<A" => (1.0, 3),
            "A>B" or "B<A" => (1.0, 1),
            "A=B" or "B=A" => (0.5, 1),
            "B>A" or "A<B" => (0.0, 1),
            "B>>A" or "A<<B" => (0.0, 3),
            _ => (0.0, 0),
        };
        return weight == 0 ? null : new ArenaBattle(question, model, baselineIsFirst ? 1 - first : first, weight);
    }

    [GeneratedRegex(@"\[\[([AB<>=]+)\]\]", RegexOptions.CultureInvariant)]
    private static partial Regex Double();

    [GeneratedRegex(@"\[([AB<>=]+)\]", RegexOptions.CultureInvariant)]
    private static partial Regex Single();
}
