using System.Xml.Linq;
using R1Workbook.Figures;
using R1Workbook.Learning.Training.Runs;
using R1Workbook.Seeds;
using R1Workbook.Tables;

namespace R1Workbook.Tests.Seeds;

public sealed class SeedRunsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r1-seeds-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_curve_holds_the_steps_that_every_seed_measured()
    {
        Write(
            "11",
            "r1-zero",
            """{"step":0,"a":0.1}""",
            """{"step":5}""",
            """{"step":10,"a":0.5}""",
            """{"step":20,"a":0.7}"""
        );
        Write("12", "r1-zero", """{"step":0,"a":0.3}""", """{"step":10,"a":0.7}""");

        (double[] steps, SeedEstimate[] estimates) = SeedRuns.Read(_folder).Curve("r1-zero", "a");

        Assert.Equal([0, 10], steps);
        Assert.Equal([0.1, 0.3], estimates[0].Values);
        Assert.Equal(0.6, estimates[1].Mean, 12);
    }

    [Fact]
    public void First_and_last_are_those_of_each_seed_whatever_its_steps()
    {
        Write("11", "r1-zero", """{"step":0,"a":0.1}""", """{"step":20,"a":0.7}""");
        Write("12", "r1-zero", """{"step":0,"a":0.3}""", """{"step":10,"a":0.9}""");
        SeedRuns runs = SeedRuns.Read(_folder);

        Assert.Equal([0.1, 0.3], runs.First("r1-zero", "a").Values);
        Assert.Equal([0.7, 0.9], runs.Last("r1-zero", "a").Values);
        Assert.Equal(["11", "12"], runs.Seeds);
        Assert.True(runs.Any);
        Write("12", "language-reward", """{"step":0,"a":0.3}""", """{"step":20,"a":0.8}""");
        Assert.Equal(-0.1, runs.LastDifference("language-reward", "r1-zero", "a").Values.Single(), 12);
    }

    [Fact]
    public void A_difference_of_stages_is_taken_seed_by_seed()
    {
        Table(
            "11",
            """{"stage":"base","figures":{"accuracy":0.1}}""",
            """{"stage":"r1-zero","figures":{"accuracy":0.7,"greedy":0.8}}"""
        );
        Table(
            "12",
            """{"stage":"base","figures":{"accuracy":0.3}}""",
            """{"stage":"r1-zero","figures":{"accuracy":0.6}}"""
        );
        SeedRuns runs = SeedRuns.Read(_folder);

        Assert.Equal(
            [0.6, 0.3],
            runs.Difference("r1-zero", "base", "accuracy").Values.Select(value => Math.Round(value, 12))
        );
        Assert.Equal([0.8], runs.Row("r1-zero", "greedy").Values);
        Assert.Equal(
            "Model  Accuracy     Greedy\nzero   0.65 ± 0.64  0.80\nother  –            –",
            DataFrameFormatter.Text(
                SeedTable.Of(
                    runs,
                    [("zero", "r1-zero"), ("other", "alignment")],
                    ("Accuracy", "accuracy"),
                    ("Greedy", "greedy")
                )
            )
        );
    }

    [Fact]
    public void A_missing_folder_is_no_seeds_and_claims_nothing()
    {
        SeedRuns none = SeedRuns.Read(Path.Combine(_folder, "missing"));

        Assert.Empty(none.Seeds);
        Assert.False(none.Any);
        Assert.Equal("no seeds recorded", none.Last("base", "loss").ToString());
        Assert.True(none.Row("base", "accuracy").All(_ => false));
        Figure figure = SeedFigure.Curves(none, "t", new Axis("y", 0, 1), ("a", "base", "loss"));
        Assert.Empty(figure.Series);
        Assert.Contains("missing", figure.Source, StringComparison.Ordinal);
        XDocument.Parse(figure.ToSvg());
        XDocument.Parse(SeedFigure.Bars(none, "t", new Axis("y"), [("a", "base")], ("b", "loss")).ToSvg());
    }

    [Fact]
    public void The_band_is_Students_interval_within_the_axis()
    {
        Write("11", "r1-zero", """{"step":0,"a":0.2}""");
        Write("12", "r1-zero", """{"step":0,"a":0.4}""");
        Write("13", "r1-zero", """{"step":0,"a":0.6}""");

        Figure figure = SeedFigure.Curves(SeedRuns.Read(_folder), "t", new Axis("y", 0), ("a", "r1-zero", "a"));

        Series band = figure.Series.Single(series => series.Kind == SeriesKind.Band);
        // 0.4 ± t(0.975; 2) 0.2 / √3 = 0.4 ± 4.3027 · 0.11547 reaches below 0.
        Assert.Equal(0, band.Low[0]!.Value, 12);
        Assert.Equal(0.89684, band.High[0]!.Value, 4);
        Assert.Equal(3, figure.Series.Count(series => series.Dashed));
        Assert.Equal(0.4, figure.Series[^1].Y[0]!.Value, 12);
    }

    [Fact]
    public void One_seed_has_a_mean_and_no_interval()
    {
        Write("11", "r1-zero", """{"step":0,"a":0.2}""");
        SeedEstimate estimate = SeedRuns.Read(_folder).Last("r1-zero", "a");

        Assert.Null(estimate.Interval);
        Assert.Equal("0.20", estimate.ToString());
    }

    [Fact]
    public void A_broken_row_is_named_with_file_and_line()
    {
        Table("11", """{"stage":"base","figures":{"accuracy":0.1}}""", """{"stage":"r1-zero"}""");
        string message = Assert
            .Throws<RunRecordException>(() => SeedRuns.Read(_folder).Row("r1-zero", "accuracy"))
            .Message;
        Assert.Contains("stages.jsonl, line 2", message, StringComparison.Ordinal);
    }

    private void Write(string seed, string stage, params string[] lines)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, seed, stage)).FullName;
        File.WriteAllText(Path.Combine(folder, "run.json"), $$"""{"stage":"{{stage}}","finished":true}""");
        File.WriteAllLines(Path.Combine(folder, "metrics.jsonl"), lines);
    }

    private void Table(string seed, params string[] lines) =>
        File.WriteAllLines(
            Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, seed)).FullName, "stages.jsonl"),
            lines
        );
}
