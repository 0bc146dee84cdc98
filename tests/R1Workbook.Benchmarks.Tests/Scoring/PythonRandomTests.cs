using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks.Tests.Scoring;

/// <summary>Values that Python 3.11 printed for <c>random.Random(0)</c>.</summary>
public sealed class PythonRandomTests
{
    [Fact]
    public void Numbers_are_Pythons()
    {
        PythonRandom random = new(0);
        Assert.Equal([0.8444218515250481, 0.7579544029403025], [random.Double(), random.Double()]);
    }

    [Fact]
    public void Normal_numbers_are_Pythons_in_pairs()
    {
        PythonRandom random = new(0);
        Assert.Equal(0.9417154046806644, random.Gauss(), 14);
        Assert.Equal(-1.3965781047011498, random.Gauss(), 14);
        Assert.Equal(-0.6797144480784211, random.Gauss(), 14);
    }

    [Fact]
    public void Choices_behind_a_normal_number_are_Pythons()
    {
        PythonRandom random = new(0);
        random.Gauss();
        Assert.Equal([53, 5, 33, 65, 62], Enumerable.Range(0, 5).Select(_ => random.Below(100)));
    }
}
