using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Outputs;
using R1Workbook.Kernel.Session;
using Xunit.Abstractions;

namespace R1Workbook.Kernel.Tests.CSharp.Errors;

public sealed class RuntimeErrorTests(ITestOutputHelper log) : IDisposable
{
    private readonly CellSession _session = new(Path.GetTempPath(), new CellRecorder());

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("\n(new int[1])[int.Parse(\"2\")]", "IndexOutOfRangeException", 2)]
    [InlineData("int[] xs = [1];\nint i = 3;\nxs[i]", "IndexOutOfRangeException", 3)]
    [InlineData("await Task.Delay(1);\nint[] xs = [1];\nint i = 3;\nxs[i]", "IndexOutOfRangeException", 4)]
    [InlineData("await Task.Delay(1);\nint zero = 0;\n1 / zero", "DivideByZeroException", 3)]
    [InlineData("int[] xs = [1];\nawait Task.Delay(xs[2]);", "IndexOutOfRangeException", 2)]
    [InlineData("string s = null;\nawait Task.Delay(1);\ns.Length", "NullReferenceException", 3)]
    [InlineData(
        "int zero = 0;\nint F()\n{\n    zero--;\n    zero++;\n    return 1 / zero;\n}\nF()",
        "DivideByZeroException",
        6
    )]
    [InlineData(
        "async Task F()\n{\n    await Task.Delay(1);\n    throw new FormatException(\"x\");\n}\nawait F();",
        "FormatException",
        4
    )]
    [InlineData(
        "async Task F()\n{\n    await Task.Delay(1);\n    throw new FormatException(\"x\");\n}\n\nF().Wait();",
        "FormatException",
        4
    )]
    [InlineData("Func<int, int> f = x =>\n  x > 0 ? throw new FormatException() : x;\nf(1)", "FormatException", 2)]
    [InlineData(
        "class A\n{\n  public A(int x)\n  {\n    throw new FormatException();\n  }\n}\nnew A(1)",
        "FormatException",
        5
    )]
    [InlineData("var xs = new[] { 1, 2 };\nxs.Select(x => 1 /\n (x - 1)).ToList()", "DivideByZeroException", 2)]
    [InlineData("\nint.Parse(\"x\")", "FormatException", 2)]
    public async Task An_exception_names_its_cell_and_line(string code, string name, int line)
    {
        CellError? error = await _session.RunAsync(code, "csharp", 7, default);

        log.WriteLine(string.Join("\n", error!.Traceback));
        Assert.Equal((name, line), (error.Name, error.Line));
        Assert.Contains(error.Traceback, l => l.Contains($"In[7], line {line}", StringComparison.Ordinal));
        Assert.DoesNotContain(
            error.Traceback,
            l =>
                l.Contains("Submission", StringComparison.Ordinal)
                || l.Contains("R1Workbook.Kernel", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_function_of_an_earlier_cell_is_named_with_that_cell_and_the_caller_with_its_own()
    {
        Assert.Null(
            await _session.RunAsync("\nint Broken(int n) => n / 0.Equals(1).CompareTo(false);", "csharp", 1, default)
        );
        CellError? error = await _session.RunAsync("\n\nBroken(2)", "csharp", 2, default);

        Assert.Equal(3, error?.Line);
        Assert.Equal(
            [
                "System.DivideByZeroException: Attempted to divide by zero.",
                "   at Broken(Int32 n) in In[1], line 2",
                "   at In[2], line 3",
            ],
            error!.Traceback
        );
    }

    [Fact]
    public async Task The_causes_of_an_exception_are_shown_with_their_places()
    {
        CellError? error = await _session.RunAsync(
            "try\n{\n  int.Parse(\"x\");\n}\ncatch (Exception e)\n{\n  throw new "
                + "InvalidOperationException(\"outer\", e);\n}",
            "csharp",
            4,
            default
        );

        Assert.Equal(("InvalidOperationException", "outer", 7), (error?.Name, error?.Message, error?.Line));
        Assert.Contains("    ---> caused by".Trim(), string.Join("\n", error!.Traceback), StringComparison.Ordinal);
        Assert.Contains(error.Traceback, l => l.Contains("FormatException", StringComparison.Ordinal));
        Assert.Contains(error.Traceback, l => l.EndsWith("In[4], line 3", StringComparison.Ordinal));
    }
}
