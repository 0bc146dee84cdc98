using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.CSharp;
using R1Workbook.Kernel.References;

namespace R1Workbook.Kernel.Tests.Interrupts;

/// <summary>A guarded cell means what it meant as written.</summary>
public sealed class GuardPlacesTests : IDisposable
{
    private readonly CSharpLanguage _language = new(
        Path.GetTempPath(),
        new SessionReferences(Path.GetTempPath(), _ => { })
    );

    public void Dispose() => _language.Dispose();

    /// <summary>Cells, and what each gives.</summary>
    public static TheoryData<string, int> Cases =>
        new()
        {
            { "int s = 0; for (int i = 0; i < 3; i++) if (i > 0) s += i; else s += 10;\ns", 13 },
            { "int s = 0; foreach (var (a, b) in new[] { (1, 2) }) s += a * b;\ns", 2 },
            { "int s = 0; do s++; while (s < 5);\ns", 5 },
            { "int s = 0;\nagain: s++; if (s < 4) goto again;\ns", 4 },
            { "int s = 2; switch (s) { case 1: s = 7; break; case 2: goto case 1; }\ns", 7 },
            { "Func<int, Func<int, int>> f = a => b => a + b;\nf(1)(2)", 3 },
            { "Action<int> a = x => x.ToString(); a(1);\n1", 1 },
            { "int n = 0; Action inc = () => n++; inc();\nn", 1 },
            { "Func<byte> f = () => 1;\n(int)f()", 1 },
            { "Func<int?> f = () => null;\nf() ?? 4", 4 },
            { "Func<int[]> f = () => [1, 2];\nf().Length", 2 },
            { "System.Linq.Expressions.Expression<Func<int, int>> e = x => x + 1;\ne.Compile()(1)", 2 },
            { "new[] { 1, 2, 3 }.AsQueryable().Where(x => x > 1).Select(x => new { x }).Count()", 2 },
            { "(from x in new[] { 1, 2, 3 }.AsQueryable() where x > 1 select x).Count()", 2 },
            { "(from x in new[] { 1, 2, 3 } where x > 1 let y = x * 2 orderby y descending select y).First()", 6 },
            { "await Task.Run(async () => await Task.FromResult(5))", 5 },
            { "await new ValueTask<int>(5) + await Task.FromResult(1).ConfigureAwait(false)", 6 },
            {
                "async ValueTask<int> F() => await Task.FromResult(3);\nasync Task G() => await Task.Yield();\nawait "
                    + "G();\nawait F()",
                3
            },
            { "int Twice(int n) => Math.Abs(n) * 2;\nTwice(-2)", 4 },
            {
                "class A { int x; public int X { get => Math.Abs(x); set => x = Math.Abs(value); } public A() => "
                    + "Console.Write(\"\"); public static A operator +(A a, A b) => new A { X = a.X + b.X }; public "
                    + "static implicit operator int(A a) => Math.Abs(a.X); }\n(int)(new A { X = 3 } + new A { X = 4 })",
                7
            },
            { "int[] xs = [1, 2];\nref int First(int[] a) => ref a[Math.Abs(0)];\nFirst(xs) = 9;\nxs[0]", 9 },
            { "IEnumerable<int> Evens() { for (int i = 0; ; i += 2) yield return i; }\nEvens().Skip(2).First()", 4 },
            { "int Broken() => throw new Exception();\n1", 1 },
            { "static int s = 3;\ns", 3 },
            { "dynamic d = Task.FromResult(4);\n(int)await d", 4 },
            { "var a = new { X = 1 };\na.X", 1 },
            { "int total = 0;\nvar xs = new List<int> { 1, 2 };\nxs.ForEach(x => total += x);\ntotal", 3 },
            { "unsafe int F() { int x = 3; int* p = &x; while (*p < 5) (*p)++; return x; }\nF()", 5 },
            { "delegate int Op(ref int x);\nOp op = (ref int x) => x++;\nint v = 4; op(ref v);\nv", 5 },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_guarded_cell_gives_what_it_would_without_guards(string code, int expected)
    {
        Evaluation evaluation = await _language.RunAsync(code, "In[1]", default);

        Assert.True(evaluation.Error is null, string.Join("\n", evaluation.Error?.Traceback ?? []));
        Assert.Equal(expected, evaluation.Value);
    }

    [Fact]
    public async Task Anonymous_types_and_lambdas_pass_from_cell_to_cell()
    {
        Assert.Null(
            (
                await _language.RunAsync(
                    "var rows = new[] { new { Age = 3 } };\nFunc<int, int> twice = x => 2 * x;",
                    "In[1]",
                    default
                )
            ).Error
        );

        Assert.Equal(
            6,
            (
                await _language.RunAsync(
                    "rows = rows.Append(new { Age = 4 }).ToArray();\ntwice(rows[0].Age)",
                    "In[2]",
                    default
                )
            ).Value
        );
    }

    [Fact]
    public async Task Errors_keep_the_columns_of_the_cell_as_written()
    {
        CellError? error = (await _language.RunAsync("while (true) { int x = \"a\"; }", "In[3]", default)).Error;

        Assert.Equal(
            "In[3](1,24): error CS0029: Cannot implicitly convert type 'string' to 'int'",
            Assert.Single(error!.Traceback)
        );
    }

    [Fact]
    public async Task A_loaded_file_runs_and_its_errors_name_it()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            File.WriteAllText(
                Path.Combine(folder, "part.csx"),
                "int Sum(int n)\n{\n    int s = 0;\n    while (n > 0) s += n--;\n    return s > 5 ? throw new "
                    + "FormatException(\"big\") : s;\n}"
            );
            using var language = new CSharpLanguage(folder, new SessionReferences(folder, _ => { }));

            Assert.Equal(3, (await language.RunAsync("#load \"part.csx\"\nSum(2)", "In[1]", default)).Value);
            CellError? error = (await language.RunAsync("\nSum(3)", "In[2]", default)).Error;

            Assert.Equal(2, error?.Line);
            Assert.Contains(error!.Traceback, l => l.Contains("part.csx, line 5", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Compiling_ends_when_the_cell_is_interrupted()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _language.RunAsync("int x = 1;", "In[1]", stop.Token)
        );
        Assert.Null((await _language.RunAsync("int x = 2;", "In[2]", default)).Error);
    }
}
