using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Figures;

/// <summary>Curves of a run record.</summary>
public static class RunFigure
{
    /// <summary>One line a figure of the record, over its steps.</summary>
    /// <param name="record">The run.</param>
    /// <param name="title">What the figure says.</param>
    /// <param name="y">Name and unit of the vertical axis.</param>
    /// <param name="names">Names of figures, as in metrics.jsonl.</param>
    /// <exception cref="ArgumentException">The record lacks one; the message lists those it has.</exception>
    public static Figure Of(RunRecord record, string title, string y, params string[] names)
    {
        ArgumentNullException.ThrowIfNull(record);
        return Plot.Lines(
            title,
            "step",
            y,
            [
                .. names.Select(name =>
                {
                    (double[] steps, double[] values) = record.Curve(name);
                    return (name.Replace('_', ' '), (IEnumerable<double>)steps, (IEnumerable<double>)values);
                }),
            ]
        );
    }

    /// <summary>The picture of the README: what sixty steps of GRPO do to a small base model.</summary>
    /// <param name="record">A run of R1-Zero in miniature.</param>
    public static Figure R1Zero(RunRecord record) =>
        Of(
            record,
            "R1-Zero in miniature, trained on two cores in about a minute",
            "share of 512 held-out problems",
            "held_out_accuracy",
            "held_out_format",
            "held_out_reflective",
            "held_out_language"
        ) with
        {
            X = new Axis("GRPO step"),
            Source = "data/runs/r1-zero",
        };
}
