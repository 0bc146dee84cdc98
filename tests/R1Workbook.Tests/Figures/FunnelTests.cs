using R1Workbook.Figures;
using R1Workbook.Learning.Training.Runs;
using R1Workbook.Tables;

namespace R1Workbook.Tests.Figures;

public sealed class FunnelTests
{
    private static readonly Funnel Some = new(
        100,
        [("wrong answer", 40), ("goes in circles: a candidate tried twice", 15)]
    );

    [Fact]
    public void Each_filter_gets_what_the_ones_before_it_kept()
    {
        Assert.Equal(45, Some.Passed);
        Assert.Equal([100, 60, 45], Some.Figure("t").Series[0].Y.Select(left => (int)left!.Value));
        Assert.Equal(["drawn", "− wrong answer", "− goes in circles"], Some.Figure("t").Series[0].Categories);
        Assert.Equal(
            "goes in circles: a candidate tried twice   60       15    45   0.45",
            DataFrameFormatter.Text(Some.Table()).Split('\n')[2]
        );
    }

    [Fact]
    public void A_record_tells_its_own_and_one_without_is_named()
    {
        string folder = Directory.CreateTempSubdirectory("r1-funnel-").FullName;
        File.WriteAllText(
            Path.Combine(folder, "run.json"),
            """{"stage":"cold-start","results":{"sampled":10,"kept":5,"dropped":{"wrong answer":3,"broken form":1}}}"""
        );
        Funnel told = Funnel.Of(RunRecord.Read(folder));
        File.WriteAllText(Path.Combine(folder, "run.json"), """{"stage":"base","results":{"accuracy":0.5}}""");
        var without = RunRecord.Read(folder);
        Directory.Delete(folder, recursive: true);

        Assert.Equal(10, told.Sampled);
        Assert.Equal([("wrong answer", 3), ("broken form", 1)], told.Dropped);
        Assert.Contains(
            Path.GetFileName(folder),
            Assert.Throws<ArgumentException>(() => Funnel.Of(without)).Message,
            StringComparison.Ordinal
        );
    }
}
