using System.Text.Json.Nodes;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Tests.Session;

namespace R1Workbook.Kernel.Tests.Debugging;

[Collection(OneProcess.Name)]
public sealed class ExceptionStopTests : IDisposable
{
    private const string Throws = """
        int Bad(int n)
        {
            int half = n / 2;
            throw new FormatException("bad");
        }
        int Tolerant()
        {
            try
            {
                return Bad(4);
            }
            catch (FormatException)
            {
                return 1;
            }
        }
        Tolerant();
        Bad(6);
        """;

    private readonly DebuggedCells _cells = new DebuggedCells().Attach();

    public void Dispose() => _cells.Dispose();

    [Fact]
    public async Task An_uncaught_exception_stops_where_it_was_thrown_and_a_caught_one_does_not()
    {
        Filter("uncaught");
        var run = _cells.Start(Throws);

        Assert.Equal(("exception", "4 18"), _cells.Stopped());
        Assert.Equal("n=6 half=3", _cells.Locals());
        Assert.Equal("bad", (string)_cells.Body("exceptionInfo")["description"]!);
        _cells.Body("continue");
        CellError? error = (await run).Error;
        Assert.Equal(("FormatException", 4), (error?.Name, error?.Line));
    }

    [Fact]
    public async Task Raised_exceptions_stop_once_each_whether_they_are_caught_or_not()
    {
        Filter("raised");
        var run = _cells.Start(Throws);

        Assert.Equal(("exception", "4 10 17"), _cells.Stopped());
        Assert.Equal("n=4 half=2", _cells.Locals());
        Assert.Equal(("exception", "4 18"), _cells.Go("continue"));
        _cells.Body("continue");
        Assert.Equal("FormatException", (await run).Error?.Name);
    }

    [Theory]
    [InlineData("int x = 0;\nint y = 1 / x;", "2")]
    [InlineData("int x = 0;\nint y = int.Parse(\"one\");", "2")]
    [InlineData("async Task F()\n{\n    await Task.Yield();\n    throw new Exception();\n}\nawait F();", "4 6")]
    [InlineData(
        "Action a = () =>\n{\n    throw new Exception();\n};\nnew[] { 1 }.ToList().ForEach(_ => a());",
        "3 5 5"
    )]
    [InlineData("try\n{\n    throw new FormatException();\n}\ncatch (ArgumentException) { }", "3")]
    public async Task An_exception_that_ends_a_cell_stops_it_first(string code, string lines)
    {
        Filter("uncaught");
        var run = _cells.Start(code);
        Assert.Equal(("exception", lines), _cells.Stopped());
        _cells.Body("continue");
        Assert.Equal(CellErrorKind.Thrown, (await run).Error?.Kind);
    }

    [Fact]
    public async Task Without_a_filter_no_exception_stops()
    {
        Filter("uncaught");
        Filter();
        Assert.Equal("FormatException", (await _cells.Start(Throws)).Error?.Name);
    }

    private void Filter(params string[] filters) =>
        _cells.Body(
            "setExceptionBreakpoints",
            new JsonObject { ["filters"] = new JsonArray([.. filters.Select(f => (JsonNode)f)]) }
        );
}
