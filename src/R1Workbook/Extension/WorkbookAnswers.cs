using System.Collections;
using R1Workbook.Checks;
using R1Workbook.Figures;
using R1Workbook.Learning.Training.Runs;
using R1Workbook.Seeds;

namespace R1Workbook.Extension;

/// <summary>What <c>#!r1</c> answers: rows that every kernel shows as a table.</summary>
internal static class WorkbookAnswers
{
    private const string Runs = "runs";
    private const string Doctor = "doctor";

    /// <summary>What can be asked for.</summary>
    public static IReadOnlyList<string> Topics { get; } = [Runs, Doctor];

    /// <summary>The rows that answer a question.</summary>
    /// <param name="what">One of <see cref="Topics"/>; null or empty for what the workbook offers.</param>
    /// <exception cref="ArgumentException">It is none of them; the message names them.</exception>
    public static IList To(string? what) =>
        what switch
        {
            null or "" => Offers(),
            Runs => Recorded(),
            Doctor => MachineCheck.Run().ToArray(),
            _ => throw new ArgumentException(
                $"#!r1: nothing is known of '{what}'. Write #!r1, or #!r1 with one of: {string.Join(", ", Topics)}."
            ),
        };

    private static OfferRow[] Offers() =>
        [
            new($"{nameof(Workbook)}.{nameof(Workbook.Open)}()", "where the workbook lies, and its formatters"),
            new($"{nameof(Workbook)}.{nameof(Workbook.Notebooks)}()", "the notebooks, each as it describes itself"),
            new($"{nameof(Workbook)}.{nameof(Workbook.Recorded)}(\"r1-zero\")", "a run that comes with the workbook"),
            new($"{nameof(Plot)}.{nameof(Plot.Lines)}(...)", "figures with their source"),
            new($"{nameof(Tables)}.{nameof(Tables.Table)}.Of(...)", "tables of records"),
            new($"{nameof(Check)}.{nameof(Check.That)}(...)", "claims that are checked and print their source"),
            new($"{nameof(SeedRuns)}", "a stage over several seeds, with intervals"),
            new("#!r1 runs", "the recorded runs"),
            new("#!r1 doctor", "what works on this machine, and how to mend what does not"),
        ];

    private static RunRow[] Recorded() =>
        [
            .. Directory
                .EnumerateDirectories(Workbook.Data("runs"))
                .Order(StringComparer.Ordinal)
                .Where(folder => File.Exists(Path.Combine(folder, "run.json")))
                .Select(folder => RunRecord.Read(folder))
                .Select(run => new RunRow(
                    Path.GetFileName(run.Folder),
                    run.Stage,
                    run.Steps.Count == 0 ? 0 : run.Steps[^1].Step,
                    Math.Round(run.WallSeconds, 1),
                    run.IsFinished
                )),
        ];

    private sealed record OfferRow(string Write, string For);

    private sealed record RunRow(string Name, string Stage, int LastStep, double Seconds, bool Finished);
}
