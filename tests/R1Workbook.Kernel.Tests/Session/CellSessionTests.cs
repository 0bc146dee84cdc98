using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Outputs;
using R1Workbook.Kernel.Session;

namespace R1Workbook.Kernel.Tests.Session;

public sealed class CellSessionTests : IDisposable
{
    private readonly CellRecorder _recorder = new();
    private readonly CellSession _session;

    public CellSessionTests() => _session = new CellSession(Path.GetTempPath(), _recorder);

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task An_exception_carries_the_line_of_its_throw()
    {
        CellError? error = await _session.RunAsync(
            "int F(int i)\n{\n    throw new FormatException(\"boo\");\n}\nF(1);",
            "csharp",
            7,
            default
        );

        Assert.Equal(("FormatException", "boo", 3), (error?.Name, error?.Message, error?.Line));
    }

    [Fact]
    public async Task A_compile_error_carries_its_id_and_line()
    {
        CellError? error = await _session.RunAsync("var x = 1;\nvar y = nowhere;", "csharp", 2, default);

        Assert.Equal(("CS0103", 2), (error?.Name, error?.Line));
        Assert.Contains("nowhere", error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Await_works_at_the_top_and_the_last_value_is_the_result()
    {
        var outputs = _recorder.Begin(1);

        Assert.Null(
            await _session.RunAsync("using System.Threading;\nawait Task.Delay(1);\nvar x = 20;", "csharp", 1, default)
        );
        Assert.Null(await _session.RunAsync("x + await Task.FromResult(1)", "csharp", 1, default));

        Assert.Equal("21", Assert.Single(outputs).Data("text/plain"));
    }
}
