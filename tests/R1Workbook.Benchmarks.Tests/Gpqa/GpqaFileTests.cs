using R1Workbook.Benchmarks.Gpqa;
using R1Workbook.Benchmarks.MultipleChoice;

namespace R1Workbook.Benchmarks.Tests.Gpqa;

public sealed class GpqaFileTests
{
    [Fact]
    public void The_choices_stand_in_the_order_that_python_draws()
    {
        PythonRandom random = new(0);
        int[][] orders = [[3, 1, 0, 2], [3, 1, 2, 0], [2, 3, 0, 1], [2, 0, 3, 1], [1, 3, 0, 2], [2, 1, 0, 3], [3, 1, 0, 2], [3, 2, 1, 0]]; // random.Random(0).sample(range(4), 4), Python 3
        Assert.All(orders, order => Assert.Equal(order, random.Order(4)));
        Assert.Equal([6, 0, 4, 9, 2, 1, 5, 3, 7, 8], new PythonRandom(12345).Order(10));
        Assert.Equal("CDCBC", string.Concat(GpqaFile.Read(Path.Combine(SharedFiles.Samples("gpqa-diamond"), "gpqa_diamond.csv")).Select(question => ((ChoiceQuestion)question).Answer)));
    }
}
