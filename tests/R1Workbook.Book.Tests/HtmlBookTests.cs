using System.Text;

namespace R1Workbook.Book.Tests;

public sealed class HtmlBookTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("book").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("markdown", "[", 5_000)]
    [InlineData("markdown", "> ", 20_000)]
    [InlineData("code", "$\\\"{", 30_000)]
    [InlineData("code", "(", 100_000)]
    public void What_is_nested_without_end_is_shown_as_it_is(string kind, string part, int times)
    {
        string source = string.Concat(Enumerable.Repeat(part, times));
        string page = Page(
            $$$"""
            {"cells":[{"cell_type":"{{{kind}}}","id":"a","execution_count":null,"metadata":{},"outputs":[],
            "source":"{{{source}}}"}],"metadata":{},"nbformat":4,"nbformat_minor":5}
            """
        );
        Assert.Contains("</html>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_notebook_that_is_none_leaves_no_folder()
    {
        string path = Path.Combine(_folder, "none.ipynb"),
            book = Path.Combine(_folder, "book");
        File.WriteAllText(path, """{"cells":[null],"metadata":{},"nbformat":4,"nbformat_minor":5}""");
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => HtmlBook.Write([path], book));
        Assert.Contains("none.ipynb: entry 1 of 'cells'", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(book));
    }

    [Fact]
    public void A_page_shows_prose_formula_code_and_outputs()
    {
        string page = Page(
            """
            {"cells":[
            {"cell_type":"markdown","id":"a","metadata":{},
             "source":["# The title\n","\n","A *word* and $x^2$, [next](02-next.ipynb).\n","\n",
                       "$$\\sum_{i=1}^G r_i$$\n"]},
            {"cell_type":"code","id":"b","execution_count":1,"metadata":{},
             "source":"var x = \"<b>\"; // why","outputs":[
              {"output_type":"stream","name":"stdout","text":["one\n","two\n"]},
              {"output_type":"display_data","metadata":{},
               "data":{"text/html":"<b id='rich'>bold</b>","text/plain":"bold"}}]}
            ],"metadata":{},"nbformat":4,"nbformat_minor":5}
            """
        );
        Assert.Contains("<h1 id=\"the-title\">The title</h1>", page, StringComparison.Ordinal);
        Assert.Contains("<msup><mi>x</mi><mn>2</mn></msup>", page, StringComparison.Ordinal);
        Assert.Contains("display=\"block\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"02-next.html\"", page, StringComparison.Ordinal);
        Assert.Contains("<span class=\"k\">var</span>", page, StringComparison.Ordinal);
        Assert.Contains("<span class=\"s\">&quot;&lt;b&gt;&quot;</span>", page, StringComparison.Ordinal);
        Assert.Contains("<span class=\"c\">// why</span>", page, StringComparison.Ordinal);
        Assert.Contains("<pre class=\"output stdout\">one\ntwo</pre>", page, StringComparison.Ordinal);
        Assert.Contains("<b id=\"rich\">bold</b>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_with_a_Plotly_figure_becomes_the_chart_where_plotly_is_on_the_page()
    {
        string page = Page(
            """
            {"cells":[{"cell_type":"code","id":"b","execution_count":1,"metadata":{},"source":"figure","outputs":[
              {"output_type":"display_data","metadata":{},"data":{
                "text/html":"<div data-plotly=\"00ff\"><svg id='s'></svg></div>",
                "application/vnd.plotly.v1+json":{"data":[{"y":[1,2]}],"layout":{}}}}]}],
            "metadata":{},"nbformat":4,"nbformat_minor":5}
            """
        );
        Assert.Contains("""<div data-plotly="00ff"><svg id="s"></svg></div>""", page, StringComparison.Ordinal);
        Assert.Contains(
            """<script type="application/json" data-figure="00ff">{"data":[{"y":[1,2]}],"layout":{}}</script>""",
            page,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_error_shows_and_is_counted()
    {
        string page = Page(
            """
            {"cells":[{"cell_type":"code","id":"b","execution_count":1,"metadata":{},"source":"throw","outputs":[
              {"output_type":"error","ename":"Error","evalue":"it broke",
               "traceback":["\u001b[31mit broke\u001b[0m","  at line 1"]}]}],
            "metadata":{},"nbformat":4,"nbformat_minor":5}
            """
        );
        Assert.Contains("<pre class=\"output error\">it broke\n  at line 1</pre>", page, StringComparison.Ordinal);
        Assert.Contains("A cell failed.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_loads_only_what_lies_beside_it()
    {
        string page = Page("""{"cells":[],"metadata":{},"nbformat":4,"nbformat_minor":5}""");
        Assert.Contains("<script src=\"plot.js\" defer>", page, StringComparison.Ordinal);
        Assert.Equal("var plot;", File.ReadAllText(Path.Combine(_folder, "plot.js")));
        Assert.True(File.Exists(Path.Combine(_folder, "book.css")));
        Assert.Contains("data-figure", File.ReadAllText(Path.Combine(_folder, "book.js")), StringComparison.Ordinal);
        Assert.DoesNotContain("http:", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("https:", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_file_that_is_no_notebook_is_named()
    {
        string path = Path.Combine(_folder, "broken.ipynb");
        File.WriteAllText(path, "{");
        Assert.Contains(
            "broken.ipynb",
            Assert.Throws<InvalidDataException>(() => HtmlBook.Write([path], _folder)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_formula_that_cannot_be_drawn_is_reported()
    {
        List<string> warnings = [];
        string path = Write(
            """
            {"cells":[{"cell_type":"markdown","id":"a","metadata":{},"source":"$\\strange$"}],
            "metadata":{},"nbformat":4,"nbformat_minor":5}
            """
        );
        HtmlBook.Write([path], _folder, warn: warnings.Add);
        Assert.Contains(@"\strange", Assert.Single(warnings), StringComparison.Ordinal);
    }

    private string Page(string notebook)
    {
        HtmlBook.Write(
            [Write(notebook)],
            _folder,
            scripts: new Dictionary<string, Func<Stream>>
            {
                ["plot.js"] = () => new MemoryStream(Encoding.UTF8.GetBytes("var plot;")),
            }
        );
        return File.ReadAllText(Path.Combine(_folder, "01-page.html"));
    }

    private string Write(string notebook)
    {
        string path = Path.Combine(_folder, "01-page.ipynb");
        File.WriteAllText(path, notebook);
        return path;
    }
}
