using Microsoft.Data.Analysis;
using R1Workbook.Tables;

namespace R1Workbook.Tests.Tables;

public class TableTests
{
    [Fact]
    public void A_record_gives_a_row_and_what_is_missing_a_dash()
    {
        (string? Rate, int? Steps)[] stages = [("3e-6", 10400), (null, null)];
        DataFrame frame = Table.Of(
            stages.Select(stage => new
            {
                stage.Rate,
                stage.Steps,
                Works = true,
            })
        );

        Assert.Equal(2, frame.Rows.Count);
        Assert.Equal(["Rate", "Steps", "Works"], frame.Columns.Select(column => column.Name));
        Assert.Equal("Rate  Steps  Works\n3e-6  10400  True\n–         –  True", DataFrameFormatter.Text(frame));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(2.04e-5, "2.04E-5")]
    [InlineData(-2.04e-5, "-2.04E-5")]
    [InlineData(0.00123, "0.0012")]
    [InlineData(71.5, "71.5")]
    public void A_small_number_does_not_show_as_nothing(double value, string shown) =>
        Assert.Equal(shown, DataFrameFormatter.Text(Table.Of([new { Value = value }])).Split('\n')[1].Trim());

    [Fact]
    public void Numbers_of_a_column_have_equally_many_decimals_but_a_rating_among_percentages_has_none()
    {
        DataFrame frame = Table.Matrix(
            "Benchmark",
            ["MMLU", "GPQA", "rating", "absent"],
            ["R1"],
            (row, _) =>
                row switch
                {
                    "MMLU" => 90.8,
                    "GPQA" => 65,
                    "rating" => 2029,
                    _ => null,
                }
        );
        Assert.Equal(
            ["90.8", "65.0", "2029", "–"],
            DataFrameFormatter.Text(frame).Split('\n')[1..].Select(line => line.Split(' ')[^1])
        );
    }
}
