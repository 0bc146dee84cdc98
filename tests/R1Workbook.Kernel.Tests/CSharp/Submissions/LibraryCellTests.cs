using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.CSharp;
using R1Workbook.Kernel.References;

namespace R1Workbook.Kernel.Tests.CSharp.Submissions;

public sealed class LibraryCellTests : IDisposable
{
    private readonly CSharpLanguage _language = new(
        Path.GetTempPath(),
        new SessionReferences(Path.GetTempPath(), _ => { })
    );

    public void Dispose() => _language.Dispose();

    [Fact]
    public async Task A_namespace_is_declared_in_one_cell_and_used_in_the_next()
    {
        await Run(
            "namespace Shapes\n{\n    public record Square(double Side) { public double Area => Side * Side; }\n}"
        );

        Assert.Equal(9.0, await Run("using Shapes;\nnew Square(3).Area"));
    }

    [Fact]
    public async Task A_namespace_of_file_scope_is_a_library()
    {
        await Run(
            "using System.IO;\nnamespace Files;\npublic static class Names { public static string Of(string path) "
                + "=> Path.GetFileName(path); }"
        );

        Assert.Equal("b", await Run("Files.Names.Of(\"/a/b\")"));
    }

    [Fact]
    public async Task Extension_methods_and_extension_blocks_extend_later_cells()
    {
        await Run(
            "public static class Powers\n{\n    public static int Squared(this int x) => x * x;\n    extension(int "
                + "x) { public int Cube => x * x * x; }\n}"
        );

        Assert.Equal(13, await Run("2.Squared() * 1 + 2.Cube + 1"));
    }

    [Fact]
    public async Task Types_and_the_statements_that_use_them_share_a_cell()
    {
        object? value = await Run(
            "public record Point(int X);\npublic static class Points { public static int Twice(this Point p) => 2 * "
                + "p.X; }\nfile class Hidden { }\nvar p = new Point(4);\np.Twice()"
        );

        Assert.Equal(8, value);
        Assert.Equal(4, await Run("p.X"));
    }

    [Fact]
    public async Task A_library_cell_that_is_run_again_replaces_what_it_declared()
    {
        await Run("namespace N { public static class A { public static int F(this int x) => x + 1; } }");
        Assert.Equal(2, await Run("using N;\n1.F()"));
        await Run(
            "namespace N { public static class A { public static int F(this int x) => x + 10; public static int "
                + "G(this int x) => x; } }"
        );
        Assert.Equal(11, await Run("1.F()"));
        Assert.Equal(11, await Run("using N;\n1.G() + 1.F() - 1"));
        await Run(
            "namespace N { public static class A { public static int F(this int x) => x + 100; } public class B { } }"
        );
        Assert.Equal(101, await Run("1.F()"));
    }

    [Fact]
    public async Task One_library_uses_another()
    {
        await Run("namespace One { public class A { public int X = 3; } }");
        await Run("namespace Two { public class B : One.A { public int Y => X + 1; } }");

        Assert.Equal(4, await Run("new Two.B().Y"));
    }

    [Fact]
    public async Task An_error_in_a_library_keeps_its_line_and_says_what_a_library_cannot_see()
    {
        await Run("int scale = 3;");

        CellError error = await Fail("namespace N\n{\n  public class A { public int X => scale; }\n}");

        Assert.Equal(("CS0103", 3), (error.Name, error.Line));
        Assert.Contains("cannot see the variable scale", error.Message, StringComparison.Ordinal);
        Assert.Equal(
            "In[1](3,36): error CS0103: The name 'scale' does not exist in the current context",
            error.Traceback[0]
        );
    }

    [Fact]
    public async Task An_exception_in_a_library_carries_cell_and_line()
    {
        await Run(
            "namespace N\n{\n  public class A\n  {\n    public void F()\n    {\n      throw new "
                + "FormatException(\"bad\");\n    }\n  }\n}"
        );

        CellError error = await Fail("\nnew N.A().F();");

        Assert.Equal(
            ["System.FormatException: bad", "   at N.A.F() in In[1], line 7", "   at In[1], line 2"],
            error.Traceback
        );
    }

    private async Task<object?> Run(string code)
    {
        Evaluation evaluation = await _language.RunAsync(code, "In[1]", default);
        Assert.True(evaluation.Error is null, string.Join("\n", evaluation.Error?.Traceback ?? []));
        return evaluation.Value;
    }

    private async Task<CellError> Fail(string code)
    {
        Evaluation evaluation = await _language.RunAsync(code, "In[1]", default);
        return evaluation.Error ?? throw new InvalidOperationException("No error.");
    }
}
