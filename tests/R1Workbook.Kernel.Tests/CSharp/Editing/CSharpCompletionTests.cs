using System.Globalization;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.CSharp;
using R1Workbook.Kernel.References;
using Xunit.Abstractions;

namespace R1Workbook.Kernel.Tests.CSharp.Editing;

public sealed class CSharpCompletionTests(ITestOutputHelper log) : IDisposable
{
    private readonly CSharpLanguage _language = new(
        Path.GetTempPath(),
        new SessionReferences(Path.GetTempPath(), _ => { })
    );

    public void Dispose() => _language.Dispose();

    [Theory]
    [InlineData("\"a\".|", "Length")]
    [InlineData("\"a\".Spl|", "Split")]
    [InlineData("\"a\".spl|", "Split")]
    [InlineData("\"a\"?.Tr|", "Trim")]
    [InlineData("new List<int>().Wh|", "Where")]
    [InlineData("new[] { new { Age = 3 } }[0].A|", "Age")]
    [InlineData("Console.Wr|", "WriteLine")]
    [InlineData("System.Collections.Gen|", "Generic")]
    [InlineData("Enumerable.Range(0, 3).Select(x => x.ToStr|)", "ToString")]
    [InlineData("DayOfWeek.Fr|", "Friday")]
    [InlineData("var d = new Dicti|", "Dictionary")]
    [InlineData("typeof(Str|)", "String")]
    [InlineData("Cons|", "Console")]
    [InlineData("fore|", "foreach")]
    [InlineData("using System.Net;\nvar address = IPAddress.Loop|\nvar next = 1;", "Loopback")]
    [InlineData("int local = 1;\nvar z = loc|", "local")]
    [InlineData("void F(int count)\n{\n  cou|\n}", "count")]
    [InlineData("new UriBuilder { Ho| }", "Host")]
    [InlineData("$\"{Environment.NewL|}\"", "NewLine")]
    [InlineData("if (true) { var words = new List<string>(); words.|\nvar other = 1; }", "Count")]
    [InlineData("\"x\".PadLeft(tot|)", "totalWidth")]
    [InlineData("using System.Te|", "Text")]
    [InlineData("disp|", "display")]
    public void What_fits_the_cursor_is_offered(string marked, string expected)
    {
        (string code, int cursor) = Marked(marked);

        CompletionList list = _language.Complete(code, cursor);

        Assert.Contains(expected, list.Items.Select(i => i.Text));
        Assert.StartsWith(code[list.Start..cursor], expected, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("\"a.|\"")]
    [InlineData("var s = \"abc Con|")]
    [InlineData("// Con|")]
    [InlineData("/* Con| */ 1")]
    [InlineData("$\"abc Con| {1}\"")]
    [InlineData("'C|'")]
    [InlineData("12|")]
    public void Nothing_is_offered_in_texts_comments_and_numbers(string marked)
    {
        (string code, int cursor) = Marked(marked);

        Assert.Empty(_language.Complete(code, cursor).Items);
    }

    [Fact]
    public async Task What_earlier_cells_declared_is_offered_first()
    {
        await Run(
            "using System.IO;\nrecord Point(int Across);\nvar constant = new Point(3);\nint Connect(int a) => a;"
        );

        CompletionList list = _language.Complete("con", 3);

        Assert.Equal(["Connect", "constant"], list.Items.Take(2).Select(i => i.Text).Order(StringComparer.Ordinal));
        Assert.Equal("variable", list.Items.Single(i => i.Text == "constant").Kind);
        Assert.Contains("Across", _language.Complete("constant.", 9).Items.Select(i => i.Text));
        Assert.Contains("Exists", _language.Complete("File.", 5).Items.Select(i => i.Text));
    }

    [Fact]
    public void The_word_that_is_replaced_is_exact_behind_characters_of_two_units()
    {
        const string code = "var s = \"😀\"; s.Len";

        CompletionList list = _language.Complete(code, code.Length);

        Assert.Equal((code.Length - 3, code.Length), (list.Start, list.End));
        Assert.Equal(["Length"], list.Items.Select(i => i.Text));
    }

    [Fact]
    public async Task At_the_two_hundredth_cell_completion_takes_little_and_keeps_no_memory()
    {
        for (int i = 0; i < 200; i++)
        {
            await Run(string.Create(CultureInfo.InvariantCulture, $"var list{i} = new List<int> {{ {i} }};"));
        }

        foreach (string code in new[] { "list7.", "list", "Con", "Enumerable.Range(0, 3).Wh" })
        {
            Assert.NotEmpty(_language.Complete(code, code.Length).Items);
            long start = GC.GetAllocatedBytesForCurrentThread();
            Assert.NotEmpty(_language.Complete(code, code.Length).Items);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - start;
            log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{code}: {allocated:N0} bytes"));
            Assert.InRange(allocated, 1, 20_000_000);
        }

        long before = GC.GetTotalMemory(true);
        for (int i = 0; i < 50; i++)
        {
            _language.Complete("list7.Cou", 9);
        }

        Assert.InRange(GC.GetTotalMemory(true) - before, long.MinValue, 3_000_000);
    }

    private static (string Code, int Cursor) Marked(string marked) =>
        (marked.Replace("|", "", StringComparison.Ordinal), marked.IndexOf('|', StringComparison.Ordinal));

    private async Task Run(string code) => Assert.Null((await _language.RunAsync(code, "In[1]", default)).Error);
}
