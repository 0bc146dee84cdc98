using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Tests.Session;

namespace R1Workbook.Kernel.Tests.Languages.Sql;

[Collection(OneProcess.Name)]
public sealed class SqlLanguageTests : IDisposable
{
    private readonly CellSessionHarness _cells = new();

    public void Dispose() => _cells.Dispose();

    [Fact]
    public async Task A_sequence_of_records_is_a_table_under_its_name()
    {
        await _cells.RunAsync(
            "record P(string Name, int Age, double? Weight);\nvar people = new List<P> { new(\"a\", 3, 1.5), "
                + "new(\"b\", 5, null) };"
        );

        Assert.Equal(
            "Name  Age\nb       5",
            await _cells.TextAsync("#!sql\nselect Name, Age from people where Weight is null")
        );
    }

    [Fact]
    public async Task A_changed_variable_is_seen_anew()
    {
        await _cells.RunAsync("var xs = new[] { 1, 2, 3 };");
        Assert.Equal("s\n6", await _cells.TextAsync("#!sql\nselect sum(value) as s from xs"));

        await _cells.RunAsync("xs = new[] { 10 };");

        Assert.Equal(" s\n10", await _cells.TextAsync("#!sql\nselect sum(value) as s from xs"));
    }

    [Theory]
    [InlineData("new[] { (A: 1, B: \"x\") }", "Item1,Item2")]
    [InlineData("new[] { new { A = 1, B = \"x\" } }", "A,B")]
    [InlineData("new[] { new Dictionary<string, object> { [\"a\"] = 1, [\"b\"] = \"x\" } }", "a,b")]
    [InlineData("new Dictionary<int, string> { [1] = \"x\" }", "Key,Value")]
    [InlineData("Enumerable.Range(1, 1).Select(i => new { A = i, B = \"x\" })", "A,B")]
    public async Task Other_sequences_are_tables_too(string expression, string columns)
    {
        await _cells.RunAsync($"var t = {expression};");

        string[] lines = (await _cells.TextAsync("#!sql\nselect * from t"))!.Split('\n');

        Assert.Equal(columns.Split(','), lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(["1", "x"], lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Types_keep_their_meaning()
    {
        await _cells.RunAsync(
            """
            var t = new[] { new { B = true, L = 5_000_000_000L, M = 1.25m, D = new DateTime(2025, 1, 20),
                Day = new DateOnly(2025, 1, 20), G = Guid.Empty,
                E = DayOfWeek.Monday, Span = TimeSpan.FromHours(2), Ints = new[] { 1, 2 }, N = (int?)null } };
            """
        );

        string text = (await _cells.TextAsync("#!sql\nselect typeof(COLUMNS(*)) from t"))!.Split('\n')[1];

        Assert.Equal(
            [
                "BOOLEAN",
                "BIGINT",
                "DECIMAL(38,2)",
                "TIMESTAMP",
                "DATE",
                "UUID",
                "VARCHAR",
                "INTERVAL",
                "INTEGER[]",
                "INTEGER",
            ],
            text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        );
        Assert.Contains(
            "2025-01-20",
            await _cells.TextAsync("#!sql\nselect Day, E, Ints, M, G from t"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_hundred_thousand_rows_are_read_once()
    {
        await _cells.RunAsync(
            "int reads = 0;\nvar many = Enumerable.Range(0, 100_000).Select(i => { reads++; return new { Id = i, "
                + "Name = \"n\" + i, X = i * 0.5 }; });"
        );

        Assert.Equal(
            "     n      m\n100000  99999",
            await _cells.TextAsync("#!sql\nselect count(*) as n, max(Id) as m from many")
        );

        Assert.Equal("100000", await _cells.TextAsync("reads"));
    }

    [Fact]
    public async Task Files_are_found_in_the_notebooks_folder()
    {
        _cells.Write("a.csv", "id,name\n1,x\n2,y\n");
        _cells.Write("b.jsonl", "{\"id\":1,\"v\":0.5}\n{\"id\":2,\"v\":1.5}\n");

        Assert.Equal(
            "name    v\ny     1.5",
            await _cells.TextAsync("#!sql\nselect name, v from 'a.csv' join 'b.jsonl' using (id) where id = 2")
        );
        await _cells.RunAsync($"#!sql\ncopy (select 7 as q) to '{_cells.Folder}/c.parquet'");
        Assert.Equal("q\n7", await _cells.TextAsync("#!sql\nselect * from 'c.parquet'"));
    }

    [Fact]
    public async Task Tables_persist_and_changes_are_counted()
    {
        await _cells.RunAsync(
            "#!sql\ncreate table t (a int); -- a comment; with a semicolon\ninsert into t values (1), (2);"
        );

        Assert.Equal(
            "update: 2 rows\n\n a\n11\n12",
            await _cells.TextAsync("#!sql\nupdate t set a = a + 10;\nselect a from t order by a;")
        );
    }

    [Fact]
    public async Task An_error_names_the_line_of_the_cell_and_the_place()
    {
        CellError error = await _cells.FailAsync("#!sql\nselect 1;\n\nselect 'a;b',\n   nothing from (select 1 as x)");

        Assert.Equal(("BinderError", 5), (error.Name, error.Line));
        Assert.Contains(error.Traceback, l => l.StartsWith("LINE 5:", StringComparison.Ordinal));
        Assert.Contains(error.Traceback, l => l.Trim() == "^");
    }

    [Fact]
    public async Task An_unknown_table_is_an_error()
    {
        CellError error = await _cells.FailAsync("#!sql\nselect * from nowhere");

        Assert.Equal("CatalogError", error.Name);
        Assert.Contains("nowhere", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_query_is_interrupted_and_the_session_goes_on()
    {
        await _cells.RunAsync("#!sql\ncreate table kept as select 1 as x");

        // The rows of the variable are read inside of the query: it is interrupted there.
        await _cells.RunAsync(
            "var begun = Enumerable.Range(0, 1).Select(i => { display(\"begun\"); return new { Id = i }; });"
        );
        CellError error = await _cells.InterruptAtDisplayAsync(
            "#!sql\nselect count(*) from begun, range(10000000) a, range(10000000) b where a.range + b.range = -1"
        );

        Assert.Equal("Interrupted", error.Name);
        Assert.Equal("x\n1", await _cells.TextAsync("#!sql\nselect x from kept"));
    }

    [Fact]
    public async Task Nothing_is_fetched_from_the_network()
    {
        CellError error = await _cells.FailAsync("#!sql\nselect * from 'https://example.invalid/a.csv'");

        Assert.Contains("httpfs", string.Join(' ', error.Traceback), StringComparison.Ordinal);
        Assert.DoesNotContain("connect", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_named_result_can_be_queried_again()
    {
        await _cells.RunAsync("#!sql --name squares\nselect range as n, range * range as sq from range(100)");

        Assert.Equal(" sq\n441", await _cells.TextAsync("#!sql\nselect sq from squares where n = 21"));
    }

    [Fact]
    public async Task A_long_result_is_cut_with_a_note()
    {
        string text = (await _cells.TextAsync("#!sql\nselect * from range(1000)"))!;

        Assert.Equal(52, text.Split('\n').Length);
        Assert.Contains("50 of 1,000 rows", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_columns_and_variables_complete()
    {
        await _cells.RunAsync("#!sql\ncreate table planets (orbit int)");

        Assert.Contains(
            _cells.Session.Complete("#!sql\nselect * from pla", "csharp", 23).Items,
            i => i.Text == "planets"
        );
    }
}
