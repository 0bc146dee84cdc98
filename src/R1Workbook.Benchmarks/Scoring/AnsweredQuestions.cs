using System.Globalization;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Scoring;

/// <summary>Brings responses to their questions, and refuses where a figure made of them would be wrong.</summary>
public static class AnsweredQuestions
{
    private const int Shown = 5;

    /// <summary>Each question with its samples, in the order of the questions.</summary>
    /// <param name="questions">The questions.</param>
    /// <param name="rows">What a model wrote.</param>
    /// <param name="subset">Whether questions without a response are left out; otherwise every question must have
    /// one.</param>
    /// <exception cref="ScoringException">
    /// There are no questions or two of one id; a response belongs to no question; a question has no response, or twice
    /// the same, or more or fewer samples than others.
    /// </exception>
    public static IReadOnlyList<(IProblem Question, IReadOnlyList<Response> Samples)> Match(
        IReadOnlyList<IProblem> questions,
        IEnumerable<ResponseRow> rows,
        bool subset = false
    )
    {
        if (questions.Count == 0)
            throw new ScoringException("there are no questions to score.");
        Dictionary<string, int> places = Places(questions);
        List<Response>?[] samples = new List<Response>?[questions.Count];
        List<(int Place, int Number, Response Sample)> numbered = [];
        HashSet<(int, string)> numbers = [];
        foreach (ResponseRow row in rows)
        {
            if (
                !row
                    .Names.Select(name => places.GetValueOrDefault(name, -1))
                    .FirstOrDefault(at => at >= 0, -1)
                    .IsFound(out int place)
            )
            {
                throw new ScoringException(
                    $"{row.Place}: \"{Short(row.Names[0])}\" belongs to no question of the data; ids look like "
                        + $"\"{Short(questions[0].Id)}\"."
                );
            }

            if (samples[place] is not null && (row.Number is null || !numbers.Add((place, row.Number))))
            {
                throw new ScoringException(
                    $"{row.Place}: question \"{Short(questions[place].Id)}\" has another response already. Several "
                        + $"samples stand in one row, "
                        + "{id, responses: [...]}, or are numbered, {id, sample, response}."
                );
            }

            if (samples[place] is null && row.Number is not null)
                numbers.Add((place, row.Number));
            (samples[place] ??= []).AddRange(row.Samples);
            if (
                int.TryParse(row.Number, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                && row.Samples.Count == 1
            )
            {
                numbered.Add((place, number, row.Samples[0]));
            }
        }
        // Samples stand in a file as they came, the short ones first: a vote of the first k would be one of the short.
        foreach (IGrouping<int, (int Place, int Number, Response Sample)> own in numbered.GroupBy(one => one.Place))
        {
            if (own.Count() == samples[own.Key]!.Count)
                samples[own.Key] = [.. own.OrderBy(one => one.Number).Select(one => one.Sample)];
        }

        string[] missing = [.. questions.Where((_, i) => samples[i] is null).Select(question => question.Id)];
        if (missing.Length == questions.Count)
            throw new ScoringException("there are no responses to score.");
        if (missing.Length > 0 && !subset)
        {
            throw new ScoringException(
                $"{missing.Length} of {questions.Count} questions have no response: {Names(missing)}. A score over "
                    + $"the others would not be the benchmark's."
            );
        }

        int most = samples.Max(list => list?.Count ?? 0);
        string[] fewer =
        [
            .. questions.Where((_, i) => samples[i] is { } list && list.Count < most).Select(question => question.Id),
        ];
        if (fewer.Length > 0)
        {
            throw new ScoringException(
                $"{fewer.Length} questions have fewer than {most} samples, which others have: {Names(fewer)}."
            );
        }

        return
        [
            .. questions
                .Select((question, i) => (question, (IReadOnlyList<Response>?)samples[i]))
                .Where(pair => pair.Item2 is not null)
                .Select(pair => (pair.question, pair.Item2!)),
        ];
    }

    private static bool IsFound(this int at, out int place) => (place = at) >= 0;

    private static Dictionary<string, int> Places(IReadOnlyList<IProblem> questions)
    {
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        for (int i = 0; i < questions.Count; i++)
        {
            if (!places.TryAdd(questions[i].Id, i))
            {
                throw new ScoringException($"two questions of the data have the id \"{Short(questions[i].Id)}\".");
            }
        }
        // Another name counts where it is the name of one question alone: some texts stand twice in a benchmark.
        foreach (
            IGrouping<string, int> name in questions
                .SelectMany((question, i) => question.OtherNames.Select(name => (name, i)))
                .GroupBy(pair => pair.name, pair => pair.i)
        )
        {
            if (name.Distinct().Count() == 1)
                places.TryAdd(name.Key, name.First());
        }
        return places;
    }

    private static string Names(string[] ids) =>
        string.Join(", ", ids.Take(Shown).Select(Short)) + (ids.Length > Shown ? ", ..." : "");

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "...";
}
