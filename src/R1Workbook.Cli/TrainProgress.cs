using System.Globalization;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Cli;

/// <summary>Prints the steps of a training to standard error.</summary>
internal sealed class TrainProgress : IProgress<TrainingProgress>
{
    private static readonly string[] Shown =
    [
        "loss",
        "reward",
        "accuracy",
        "length",
        "held_out_accuracy",
        "held_out_translation",
        "seconds",
    ];

    public void Report(TrainingProgress value)
    {
        IEnumerable<string> figures = Shown
            .Where(value.Values.ContainsKey)
            .Select(name => string.Create(CultureInfo.InvariantCulture, $"{name} {value.Values[name]:0.000}"));
        Console.Error.WriteLine($"{value.Stage}  step {value.Step}/{value.Steps}  {string.Join("  ", figures)}");
        if (value.Note is { } note)
            Console.Error.WriteLine(note);
    }
}
