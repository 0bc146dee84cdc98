using Microsoft.Data.Analysis;

namespace R1Workbook.Seeds;

/// <summary>The workbook's own version of the paper's table of stages.</summary>
public static class SeedTable
{
    /// <summary>One row a stage, one column a figure: mean and half the width of Student's 95 % interval over the
    /// seeds.</summary>
    /// <param name="runs">The seeds.</param>
    /// <param name="stages">Name in the table and stage of each row.</param>
    /// <param name="figures">Name in the table and figure of each column.</param>
    /// <returns>A table of texts; a dash where nothing was recorded.</returns>
    public static DataFrame Of(
        SeedRuns runs,
        IReadOnlyList<(string Name, string Stage)> stages,
        params (string Name, string Figure)[] figures
    )
    {
        ArgumentNullException.ThrowIfNull(runs);
        return new DataFrame(
            figures
                .Select(figure =>
                    (DataFrameColumn)
                        new StringDataFrameColumn(
                            figure.Name,
                            stages.Select(stage => Cell(runs.Row(stage.Stage, figure.Figure)))
                        )
                )
                .Prepend(new StringDataFrameColumn("Model", stages.Select(stage => stage.Name)))
        );
    }

    private static string? Cell(SeedEstimate estimate) => estimate.Values.Count == 0 ? null : estimate.ToString();
}
