using R1Workbook.Benchmarks.Sets.Drop;

namespace R1Workbook.Benchmarks.Tests.Sets.Drop;

public sealed class DropF1Tests
{
    [Theory]
    [InlineData("the Green Bay Packers", "Green Bay Packers", 1, 1)]
    [InlineData("10", "10.0", 1, 1)]
    [InlineData("10 yards", "10", 0, 0.67)]
    [InlineData("11 yards", "10 yards", 0, 0)]
    [InlineData("St. Louis", "St Louis", 1, 1)]
    [InlineData("forty-two men", "forty two men", 1, 1)]
    [InlineData("Quist, Mara", "Mara Quist", 0, 1)]
    [InlineData("", "Mara", 0, 0)]
    public void One_span_is_compared_as_a_bag_of_words_whose_numbers_must_be_hit(
        string answer,
        string reference,
        double exact,
        double f1
    )
    {
        (double Exact, double F1) score = DropF1.Of([answer], [reference]);
        Assert.Equal(exact, score.Exact);
        Assert.Equal(f1, score.F1, 2);
    }

    [Fact]
    public void Spans_are_aligned_one_to_one_by_the_best_sum()
    {
        // Greedily "a b c" would take "a b" first and leave "a b c d" to the other.
        Assert.Equal((0, Math.Round((6 / 7.0 + 4 / 5.0) / 2, 4)), DropF1.Of(["x y z", "x y"], ["x y z w", "x y v"]));
        Assert.Equal((1, 1), DropF1.Of(["one", "two"], ["two", "one"]));
        Assert.Equal(0.5, DropF1.Of(["one"], ["one", "two"]).F1);
    }

    [Fact]
    public void The_best_of_several_references_counts_and_an_empty_one_does_not()
    {
        Assert.Equal(
            (1, 1),
            DropF1.Best(
                ["b"],
                [
                    ["a"],
                    [" "],
                    ["b"],
                ]
            )
        );
        Assert.Throws<ArgumentException>(() =>
            DropF1.Best(
                ["b"],
                [
                    [""],
                ]
            )
        );
    }

    [Fact]
    public void The_alignment_is_the_best_of_all_orders()
    {
        Random random = new(5);
        for (int round = 0; round < 50; round++)
        {
            int rows = random.Next(1, 6),
                columns = random.Next(1, 6);
            double[,] scores = new double[rows, columns];
            for (int i = 0; i < rows; i++)
            {
                for (int j = 0; j < columns; j++)
                    scores[i, j] = random.NextDouble();
            }

            Assert.Equal(Try(0, []), Alignment.Best(scores), 9);

            double Try(int row, HashSet<int> used) =>
                row == rows
                    ? 0
                    : Math.Max(
                        Try(row + 1, used),
                        Enumerable
                            .Range(0, columns)
                            .Where(j => !used.Contains(j))
                            .Select(j => scores[row, j] + Try(row + 1, [.. used, j]))
                            .DefaultIfEmpty(0)
                            .Max()
                    );
        }
    }
}
