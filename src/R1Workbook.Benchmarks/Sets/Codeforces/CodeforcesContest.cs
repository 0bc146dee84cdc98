using R1Workbook.Benchmarks.Files;

namespace R1Workbook.Benchmarks.Sets.Codeforces;

/// <summary>One who took part in a contest.</summary>
/// <param name="Rating">The rating before it.</param>
/// <param name="Points">The points, or problems solved.</param>
/// <param name="Penalty">The penalty, which decides where points are equal.</param>
public sealed record CodeforcesParticipant(double Rating, double Points, double Penalty);

/// <summary>
/// A contest as it ended. There is no official file: R1 was measured on ten Div. 2 contests that are not published, so
/// this form is the workbook's own, {contest_id, participants: [{rating, points, penalty}]}, as Codeforces' API gives
/// the figures.
/// </summary>
/// <param name="Id">The contest.</param>
/// <param name="Participants">All who took part.</param>
public sealed record CodeforcesContest(string Id, IReadOnlyList<CodeforcesParticipant> Participants)
{
    /// <summary>The contests of a file.</summary>
    /// <exception cref="DataFileException">The file is missing or a row is not in the format.</exception>
    public static IEnumerable<CodeforcesContest> Read(string path) =>
        DataFile.Read(
            path,
            row =>
                row.Rows("participants") is { Count: > 0 } participants
                    ? new CodeforcesContest(
                        row.Id("contest_id"),
                        [.. participants.Select(one => Result(one, one.Number("rating")))]
                    )
                    : throw row.Wrong("participants", "a list of at least one participant")
        );

    /// <summary>What a model did in each contest: rows {contest_id, points, penalty}.</summary>
    /// <exception cref="DataFileException">The file is missing or a row is not in the format.</exception>
    public static IEnumerable<(string Place, string Contest, CodeforcesParticipant Result)> ReadResults(string path) =>
        DataFile.Read(
            path,
            row => ($"{row.File}, {row.Unit} {row.Line}", row.Id(row.FirstOf("contest_id", "id")), Result(row, 0))
        );

    /// <summary>The model's place, from 1: one more than those who did better.</summary>
    public int Rank(CodeforcesParticipant model) =>
        1
        + Participants.Count(one =>
            one.Points > model.Points || (one.Points == model.Points && one.Penalty < model.Penalty)
        );

    private static CodeforcesParticipant Result(DataRow row, double rating) =>
        new(rating, row.Number("points"), row.IsGiven("penalty") ? row.Number("penalty") : 0);
}
