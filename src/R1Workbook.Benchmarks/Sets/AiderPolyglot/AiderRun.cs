using System.Globalization;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Scoring;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace R1Workbook.Benchmarks.Sets.AiderPolyglot;

/// <summary>A run of Aider's polyglot benchmark: how many exercises passed at the first try, and with a second that saw
/// the errors.</summary>
/// <param name="Model">The model.</param>
/// <param name="EditFormat">diff, whole, architect; R1 is measured with diff.</param>
/// <param name="Exercises">How many were tried.</param>
/// <param name="Passed">How many passed after try 1, 2 and so on.</param>
/// <param name="Malformed">In how many a reply did not keep the edit format; null where it was not counted.</param>
public sealed record AiderRun(string Model, string EditFormat, int Exercises, IReadOnlyList<int> Passed, int? Malformed)
{
    /// <summary>Where a published rate is not the one that its counts give; null where they agree, or nothing is
    /// published.</summary>
    public string? Contradiction { get; init; }

    /// <summary>The share of exercises passed after <paramref name="tries"/> tries.</summary>
    public double PassRate(int tries) => (double)Passed[tries - 1] / Exercises;

    /// <summary>The share of exercises in which every reply kept the edit format; null where it was not
    /// counted.</summary>
    public double? WellFormed => 1 - (double?)Malformed / Exercises;

    /// <summary>The runs of Aider's leaderboard (polyglot_leaderboard.yml): figures from the counts; where the
    /// published rates are others, the run says so.</summary>
    /// <exception cref="DataFileException">The file is missing, no such YAML, or a field is missing or of the wrong
    /// type.</exception>
    public static IEnumerable<AiderRun> ReadLeaderboard(string path)
    {
        if (!File.Exists(path))
            throw new DataFileException(path, 0, "no such file.");
        List<Dictionary<string, string?>>? records;
        try
        {
            using StreamReader reader = new(path);
            records = new DeserializerBuilder().Build().Deserialize<List<Dictionary<string, string?>>?>(reader);
        }
        catch (YamlException exception)
        {
            throw new DataFileException(
                path,
                (int)exception.Start.Line,
                $"no list of records in YAML ({exception.Message})."
            );
        }
        return (records ?? []).Select((record, i) => OfRecord(path, i + 1, record));
    }

    /// <summary>The run that results of single exercises make: how aider's summarize_results counts.</summary>
    /// <exception cref="ScoringException">There are no results.</exception>
    public static AiderRun Of(IReadOnlyList<AiderResult> results)
    {
        if (results.Count == 0)
            throw new ScoringException("there are no results to score.");
        int tries = Math.Max(2, results.Max(result => result.Outcomes.Count));
        // An exercise that passed at try t has passed at every later one too.
        int[] passed =
        [
            .. Enumerable.Range(1, tries).Select(t => results.Count(result => result.Outcomes.Take(t).Contains(true))),
        ];
        return new AiderRun(
            results[0].Model,
            results[0].EditFormat,
            results.Count,
            passed,
            results.Count(result => result.MalformedReplies > 0)
        );
    }

    private static AiderRun OfRecord(string path, int number, Dictionary<string, string?> record)
    {
        string Text(string name) =>
            record.GetValueOrDefault(name)
            ?? throw new DataFileException(path, number, $"field \"{name}\" is missing.", "record");
        int? Whole(string name) =>
            !record.TryGetValue(name, out string? text) ? null
            : int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) ? value
            : throw new DataFileException(
                path,
                number,
                $"field \"{name}\" should be a whole number, not \"{text}\".",
                "record"
            );
        int Needed(string name) =>
            Whole(name) ?? throw new DataFileException(path, number, $"field \"{name}\" is missing.", "record");
        AiderRun run = new(
            Text("model"),
            record.GetValueOrDefault("edit_format") ?? "",
            Needed("test_cases"),
            [Needed("pass_num_1"), Needed("pass_num_2")],
            Whole("num_with_malformed_responses")
        );
        for (int tries = 1; tries <= 2; tries++)
        {
            string name = $"pass_rate_{tries}";
            if (!double.TryParse(Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out double rate))
                throw new DataFileException(path, number, $"field \"{name}\" should be a number.", "record");
            // Published with one decimal.
            if (Math.Abs(rate - 100 * run.PassRate(tries)) > 0.051)
            {
                run = run with
                {
                    Contradiction = string.Create(
                        CultureInfo.InvariantCulture,
                        $"{name} is published as {rate}, and {run.Passed[tries - 1]} of {run.Exercises} give "
                            + $"{100 * run.PassRate(tries):0.0}"
                    ),
                };
            }
        }
        return run;
    }
}
