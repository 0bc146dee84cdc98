using System.Text.Json.Nodes;
using R1Workbook.Kernel.Outputs;

namespace R1Workbook.Kernel.Tests.Outputs;

public sealed class MimeBundleTests
{
    private sealed record Step(string Name, double Loss, DateTime? When);

    [Fact]
    public void A_sequence_of_records_is_a_table_with_numbers_to_the_right()
    {
        JsonObject bundle = MimeBundle.Of(
            new[] { new Step("first", 0.25, DateTime.UnixEpoch), new Step("<b>", 1234567.5, null) }
        );

        Assert.Equal(
            "Name   Loss       When\nfirst       0.25  1970-01-01\n<b>    1234567.5",
            (string)bundle["text/plain"]!
        );
        Assert.Contains(
            "<td style=\"text-align:left\">&lt;b&gt;</td><td style=\"text-align:right\">1234567.5</td>",
            (string)bundle["text/html"]!,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_long_table_tells_how_many_rows_it_leaves_out()
    {
        Assert.EndsWith(
            "... (70 more of 120 rows)",
            Plain(Enumerable.Range(0, 120).Select(i => new { i }).ToList()),
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "... (more)",
            Plain(Enumerable.Range(0, int.MaxValue).Select(i => new { i })),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_matrix_is_a_table()
    {
        Assert.Equal(
            "0  1\n1  2\n3  4",
            Plain(
                new[,]
                {
                    { 1, 2 },
                    { 3, 4 },
                }
            )
        );
        Assert.EndsWith(
            "... (150 more of 200 rows) (50 more columns)",
            Plain(new double[200, 100]),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("text", "text")]
    [InlineData(0.1, "0.1")]
    [InlineData(true, "True")]
    [InlineData(null, "<null>")]
    [InlineData(DayOfWeek.Friday, "Friday")]
    public void A_plain_value_is_plain_text_alone(object? value, string text)
    {
        JsonObject bundle = MimeBundle.Of(value);

        Assert.Equal(["text/plain"], bundle.Select(pair => pair.Key));
        Assert.Equal(text, (string)bundle["text/plain"]!);
    }

    [Fact]
    public void Every_rich_value_has_plain_text_beside_it_and_no_style_sheet_of_its_own()
    {
        foreach (
            object value in (object[])
                [
                    new { A = 1, B = new[] { 2 } },
                    new Dictionary<string, int> { ["a"] = 1 },
                    new Step("x", 1, null),
                    (1, "two"),
                    new InvalidOperationException("why"),
                    new Microsoft.AspNetCore.Html.HtmlString("<p>said</p>"),
                ]
        )
        {
            JsonObject bundle = MimeBundle.Of(value);

            Assert.True(((string)bundle["text/plain"]!).Length > 0, value.GetType().Name);
            Assert.DoesNotContain("<style", (string)bundle["text/html"]!, StringComparison.Ordinal);
            Assert.DoesNotContain("f__Anonymous", (string)bundle["text/plain"]!, StringComparison.Ordinal);
        }
    }

    private static string Plain(object value) => (string)MimeBundle.Of(value)["text/plain"]!;
}
