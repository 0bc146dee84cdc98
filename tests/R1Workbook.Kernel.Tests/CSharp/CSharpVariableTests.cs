using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.CSharp;
using R1Workbook.Kernel.References;

namespace R1Workbook.Kernel.Tests.CSharp;

public sealed class CSharpVariableTests : IDisposable
{
    private readonly CSharpLanguage _language = new(
        Path.GetTempPath(),
        new SessionReferences(Path.GetTempPath(), _ => { })
    );

    public void Dispose() => _language.Dispose();

    [Theory]
    [InlineData(3, "x + 1", 4)]
    [InlineData("a", "x.Length", 1)]
    [InlineData(new[] { 1, 2 }, "x[1]", 2)]
    [InlineData(DayOfWeek.Friday, "x == DayOfWeek.Friday ? 1 : 0", 1)]
    public async Task A_variable_that_was_set_has_the_type_it_was_given(object value, string code, object expected)
    {
        _language.SetVariable("x", value, value.GetType());

        Assert.Equal(expected, await Run(code));
    }

    [Fact]
    public async Task Generic_nested_nullable_and_array_types_are_spelled()
    {
        _language.SetVariable(
            "map",
            new Dictionary<string, List<(int, double?)[]>>
            {
                ["a"] =
                [
                    [(1, 2.0)],
                ],
            },
            typeof(Dictionary<string, List<(int, double?)[]>>)
        );
        _language.SetVariable("jagged", new[] { new int[1, 2] }, typeof(int[][,]));
        _language.SetVariable(
            "keys",
            new Dictionary<int, int> { [4] = 5 }.Keys,
            typeof(Dictionary<int, int>.KeyCollection)
        );
        _language.SetVariable("none", null, typeof(int?));

        Assert.Equal(2.0, await Run("map[\"a\"][0][0].Item2.Value"));
        Assert.Equal(2, await Run("jagged[0].GetLength(1)"));
        Assert.Equal(4, await Run("keys.First()"));
        Assert.Equal(true, await Run("none is null && none.GetValueOrDefault() == 0"));
    }

    [Fact]
    public async Task A_type_that_a_cell_declared_comes_back_under_its_name()
    {
        await Run("record P(int X);\nvar p = new P(5);");
        CellVariable p = _language.Variables.Single(v => v.Name == "p");

        _language.SetVariable("q", p.Value, p.Type);

        Assert.Equal(6, await Run("q.X + 1"));
    }

    [Fact]
    public async Task A_type_without_accessible_name_is_seen_as_what_it_implements()
    {
        var rows = new[] { 1, 2 }.Select(i => new { I = i });
        _language.SetVariable(
            "numbers",
            new[] { 1, 2, 3 }.Where(i => i > 1),
            new[] { 1, 2, 3 }.Where(i => i > 1).GetType()
        );
        _language.SetVariable("rows", rows, rows.GetType());

        Assert.Equal(5, await Run("numbers.Sum()"));
        Assert.Equal(2, await Run("rows.Cast<object>().Count()"));
    }

    [Fact]
    public async Task Of_a_variable_declared_again_the_newest_counts()
    {
        await Run("var x = 1; var y = 2;");
        await Run("var x = \"new\";");
        _language.SetVariable("y", 7.5, typeof(double));

        Assert.Equal(
            [("x", typeof(string), "new"), ("y", typeof(double), (object)7.5)],
            _language.Variables.Select(v => (v.Name, v.Type, v.Value!)).Order()
        );
        Assert.Equal(7.5, await Run("y"));
    }

    [Fact]
    public async Task What_was_assigned_before_an_exception_is_kept()
    {
        Assert.NotNull((await _language.RunAsync("int kept = 5;\nthrow new Exception();", "In[1]", default)).Error);

        Assert.Equal(5, await Run("kept"));
    }

    [Fact]
    public void A_name_that_is_none_is_refused_with_advice()
    {
        NotSupportedException error = Assert.Throws<NotSupportedException>(() =>
            _language.SetVariable("a b", 1, typeof(int))
        );

        Assert.Contains("'a b'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Null_void_and_usings_are_told_apart()
    {
        Assert.Equal((true, null), await HasValue("(string)null"));
        Assert.Equal((false, null), await HasValue("Console.Write(\"\")"));
        Assert.Equal((false, null), await HasValue("5 + 5;".Replace("5 + 5", "int z = 5")));
        Assert.Equal((false, null), await HasValue("using System.IO;"));
        Assert.Equal((true, 5), await HasValue("return 5;"));
        Assert.Equal((false, null), await HasValue("int F() { return 5; }"));
        Assert.Equal((true, true), await HasValue("File.Exists(\"/\") is var there"));
    }

    private async Task<(bool Has, object? Value)> HasValue(string code)
    {
        Evaluation evaluation = await _language.RunAsync(code, "In[1]", default);
        Assert.True(evaluation.Error is null, evaluation.Error?.Message);
        return (evaluation.HasValue, evaluation.Value);
    }

    private async Task<object?> Run(string code) => (await HasValue(code)).Value;
}
