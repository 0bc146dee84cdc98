using R1Workbook.Figures;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Tests.Figures;

public sealed class RunFigureTests
{
    [Fact]
    public void The_picture_of_the_README_is_drawn_from_the_recorded_run()
    {
        string path = Path.Combine(Workbook.Root, ".github", "r1-zero.svg"),
            drawn = RunFigure.R1Zero(Workbook.Recorded("r1-zero")).ToSvg();
        string stored = File.Exists(path) ? File.ReadAllText(path) : "";
        // What is drawn lies beside the tests, to be looked at and copied where the change is meant.
        if (stored != drawn)
            File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "r1-zero.svg"), drawn);
        Assert.True(
            stored == drawn,
            $"{path} is not what the recorded run gives; see r1-zero.svg in {AppContext.BaseDirectory}"
        );
    }

    [Fact]
    public void The_recorded_runs_are_whole_and_show_what_the_workbook_claims()
    {
        RunRecord start = Workbook.Recorded("base"),
            zero = Workbook.Recorded("r1-zero");
        Assert.Empty(start.Warnings.Concat(zero.Warnings));
        (_, double[] accuracy) = zero.Curve("held_out_accuracy");
        Assert.True(accuracy[0] <= 0.2 && accuracy[^1] >= 0.65);
        Assert.Equal(Enumerable.Range(0, 61), zero.Steps.Select(step => step.Step));
    }

    [Fact]
    public void A_figure_that_the_record_lacks_is_named() =>
        Assert.Contains(
            "charm",
            Assert.Throws<ArgumentException>(() => RunFigure.Of(Workbook.Recorded("base"), "", "", "charm")).Message,
            StringComparison.Ordinal
        );
}
