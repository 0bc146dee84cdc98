using System.Globalization;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook;

/// <summary>Prints how far a training is: one line every few steps, with the figures asked for and what a person should
/// know of the step.</summary>
/// <param name="every">Steps between two lines; the first and the last step are always printed.</param>
/// <param name="figures">Names of figures; those that a step lacks are left out.</param>
public sealed class ProgressLines(int every, params string[] figures) : IProgress<TrainingProgress>
{
    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Step % every != 0 && value.Step != value.Steps)
            return;
        IEnumerable<string> shown = figures
            .Where(value.Values.ContainsKey)
            .Select(name =>
                string.Create(CultureInfo.InvariantCulture, $"{name.Replace('_', ' ')} {value.Values[name]:0.000}")
            );
        Console.WriteLine($"{value.Stage}  step {value.Step} of {value.Steps}  {string.Join("  ", shown)}");
        if (value.Note is not null)
            Console.WriteLine($"    {value.Note}");
    }
}
