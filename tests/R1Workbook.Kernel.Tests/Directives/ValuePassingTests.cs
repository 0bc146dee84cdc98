using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Tests.Session;

namespace R1Workbook.Kernel.Tests.Directives;

[Collection(OneProcess.Name)]
public sealed class ValuePassingTests : IClassFixture<CellSessionHarness>
{
    private readonly CellSessionHarness _cells;

    public ValuePassingTests(CellSessionHarness cells) => _cells = cells;

    [Fact]
    public async Task A_list_goes_from_CSharp_to_FSharp_and_back_by_reference()
    {
        await _cells.RunAsync("var numbers = new List<int> { 1, 2 };");
        await _cells.RunAsync("#!fsharp\n#!share numbers --from csharp\nnumbers.Add(3)\nlet total = Seq.sum numbers");
        await _cells.RunAsync("#!share --name total --from fsharp --as sum");

        Assert.Equal("3 6", await _cells.TextAsync("$\"{numbers.Count} {sum + 0}\""));
    }

    [Fact]
    public async Task Set_copies_by_value_unless_byref()
    {
        await _cells.RunAsync("#!fsharp\nlet box1 = System.Collections.Generic.List<int>([ 1 ])");
        await _cells.RunAsync(
            "#!set --name copied --value @fsharp:box1\n#!set --name same --value @fsharp:box1 --byref\nsame.Add(2);"
        );

        Assert.Equal("[1] 2", await _cells.TextAsync("$\"{copied.RootElement} {same.Count}\""));
    }

    [Fact]
    public async Task Literals_are_JSON_where_they_can_be()
    {
        await _cells.RunAsync(
            "#!set --name n --value 12\n#!set --name t --value \"12\"\n#!set --name b --value true\n#!set --name w "
                + "--value plain\n#!set --name o --value {\"a\": [1, 2]}"
        );

        Assert.Equal(
            "13 121 False plain! 2",
            await _cells.TextAsync("$\"{n + 1} {t + 1} {!b} {w + \"!\"} {o.RootElement.GetProperty(\"a\")[1]}\"")
        );
    }

    [Fact]
    public async Task A_mime_type_shares_a_text()
    {
        await _cells.RunAsync("#!fsharp\nlet five = 5");
        await _cells.RunAsync("#!share five --from fsharp --as text --mime-type text/plain");

        Assert.Equal("5!", await _cells.TextAsync("text + \"!\""));
    }

    [Fact]
    public async Task The_result_of_a_query_arrives_in_CSharp_as_a_data_frame()
    {
        await _cells.RunAsync(
            "var rows = Enumerable.Range(1, 4).Select(i => new { Id = i, Square = i * i }).ToList();"
        );
        await _cells.RunAsync("#!sql --name big\nselect Id, Square from rows where Square > 4 order by Id");
        await _cells.RunAsync("#!share big --from sql");

        Assert.Equal(
            "2 rows, first Id 3",
            await _cells.TextAsync("$\"{big.Rows.Count} rows, first Id {big[\"Id\"][0]}\"")
        );
    }

    [Fact]
    public async Task The_copy_of_a_query_is_a_list_of_JSON_objects()
    {
        await _cells.RunAsync("#!sql --name pair\nselect 1 as a, 'x' as b");
        await _cells.RunAsync("#!set --name pairs --value @sql:pair");

        Assert.Equal("[{\"a\":1,\"b\":\"x\"}]", await _cells.TextAsync("pairs.RootElement.ToString()"));
    }

    [Fact]
    public async Task FSharp_records_and_data_frames_are_tables_in_SQL()
    {
        await _cells.RunAsync(
            "#!fsharp\ntype Planet = { Name: string; Moons: int option }\nlet planets = [ { Name = \"Mars\"; Moons "
                + "= Some 2 }; { Name = \"Venus\"; Moons = None } ]"
        );
        string[] lines = (
            await _cells.TextAsync("#!sql --name moonless\nselect Name, Moons from planets where Moons is null")
        )!.Split('\n');

        Assert.Equal(["Venus", "NULL"], lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("n\n1", await _cells.TextAsync("#!sql\nselect count(*) as n from moonless"));
    }

    [Fact]
    public async Task A_value_is_kept_and_read_from_every_language()
    {
        _cells.Write("greeting.txt", "from a file");
        await _cells.RunAsync("#!value --name poem\nroses\nare red");
        await _cells.RunAsync("#!value --name filed --from-file greeting.txt");
        await _cells.RunAsync("#!share poem --from value\n#!set --name filed --value @value:filed");

        Assert.Equal("roses\nare red|from a file", await _cells.TextAsync("poem + \"|\" + filed"));
    }

    [Fact]
    public async Task A_missing_variable_is_told_with_the_closest_name()
    {
        await _cells.RunAsync("#!fsharp\nlet answers = 42");

        CellError error = await _cells.FailAsync("var x = 1;\n#!share answer --from fsharp");

        Assert.Equal(2, error.Line);
        Assert.Contains("did you mean answers?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_language_is_told_with_the_closest_name()
    {
        CellError error = await _cells.FailAsync("#!share x --from fsharpp");

        Assert.Contains("no language 'fsharpp'; did you mean fsharp?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_of_a_CSharp_cell_cannot_be_bound_in_FSharp_but_copied()
    {
        await _cells.RunAsync("record Point(int X);\nvar p = new Point(4);");

        CellError error = await _cells.FailAsync("#!fsharp\n#!share p --from csharp");
        await _cells.RunAsync("#!fsharp\n#!set --name p --value @csharp:p");

        Assert.Contains("#!set", error.Message, StringComparison.Ordinal);
        Assert.Equal("4", await _cells.TextAsync("#!fsharp\np.RootElement.GetProperty(\"X\").GetInt32()"));
    }
}
