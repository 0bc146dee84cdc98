using System.Reflection;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.CSharp;
using R1Workbook.Kernel.Debugging;
using R1Workbook.Kernel.References;
using R1Workbook.Kernel.Tests.Interrupts;
using R1Workbook.Kernel.Tests.Session;

namespace R1Workbook.Kernel.Tests.Debugging;

/// <summary>A cell under a debugger means what it meant as written; one without holds nothing of a debugger.</summary>
[Collection(OneProcess.Name)]
public sealed class SteppedCellsTests : IDisposable
{
    private readonly CellDebugger _debugger;
    private readonly CSharpLanguage _language;
    private int _stops;

    public SteppedCellsTests()
    {
        CellDebugger? debugger = null;
        _debugger = debugger = new CellDebugger(
            (name, _) =>
            {
                if (name == "stopped")
                {
                    _stops++;
                    // From another thread: the cell's own is about to stand.
                    new Thread(() => debugger!.GoOn("stepIn")).Start();
                }
            }
        );
        _language = new CSharpLanguage(Path.GetTempPath(), new SessionReferences(Path.GetTempPath(), _ => { }))
        {
            Debugger = _debugger,
        };
    }

    public static TheoryData<string, int> Cases
    {
        get
        {
            TheoryData<string, int> cases = [];
            foreach (object[] row in GuardPlacesTests.Cases)
                cases.Add((string)row[0], (int)row[1]);
            foreach ((string code, int expected) in Further)
                cases.Add(code, expected);
            return cases;
        }
    }

    // What a debugger's calls could break: values that fit into no object, that are not assigned yet, that are
    // captured.
    private static readonly (string, int)[] Further =
    [
        ("int F() { Span<int> s = stackalloc int[3]; s[1] = 4; return s[1]; }\nF()", 4),
        ("int F(out int y) { y = 2; return y; }\nint z; F(out z) + z", 4),
        ("int F(in int x, ref int y) { y += x; return y; }\nint v = 1; F(2, ref v)", 3),
        ("int F(bool b) { int x; if (b) x = 1; else x = 2; return x; }\nF(false)", 2),
        (
            "async IAsyncEnumerable<int> G() { await Task.Yield(); yield return 3; }\nint s = 0; await foreach "
                + "(var x in "
                + "G()) s += x;\ns",
            3
        ),
        (
            "int F(object o) => o switch { int n when n > 2 => n, string { Length: var l } => l, _ => 0 "
                + "};\nF(\"four\")",
            4
        ),
        (
            "struct P { public int X; public P(int x) { X = x; } public int Get() { Func<int> f = () => 1; "
                + "return X + f(); } }"
                + "\nnew P(3).Get()",
            4
        ),
        (
            "class C(int x) { public int Twice() { return 2 * x; } static int s; static C() { s = 1; if (s > 0) "
                + "s = 2; } "
                + "public static int S => s; }\nnew C(3).Twice() + C.S",
            8
        ),
        (
            "int n = 0; try { throw new FormatException(); } catch (FormatException) when (n == 0) { n = 5; } "
                + "finally { n++; "
                + "}\nn",
            6
        ),
        ("IEnumerable<int> G() { try { yield return 1; yield return 2; } finally { } }\nG().Sum()", 3),
        ("int Fact(int n) { if (n < 2) return 1; return n * Fact(n - 1); }\nFact(5)", 120),
        ("T Id<T>(T x) { T y = x; return y; }\nId(4)", 4),
        ("int s = 0; if (s == 0) s = 1; else if (s == 1) s = 2; else s = 3;\ns", 1),
        ("int x = 3;\n{ int x2 = x; Func<int, int> f = y => { int z = y + x2; return z; }; x = f(1); }\nx", 4),
        (
            "int n = 0; lock (new object()) n++; using (var m = new System.IO.MemoryStream()) n++; unchecked { "
                + "n++; }\nn",
            3
        ),
        ("unsafe int F() { int* p = stackalloc int[2]; p[0] = 7; return *p; }\nF()", 7),
        ("var (a, b) = (1, 2); (a, b) = (b, a);\na * 10 + b", 21),
        (
            "class A { public int this[int i] { get { return i + 1; } } public int P { get; init; } = 2; ~A() { "
                + "int q = 1; "
                + "} }\nnew A()[2] + new A().P",
            5
        ),
        (
            "delegate int Op(ref int x);\nint G(Op o) { int v = 1; return o(ref v); }\nG((ref int x) => { x++; "
                + "return x; })",
            2
        ),
    ];

    public void Dispose()
    {
        _debugger.Detach();
        _language.Dispose();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_cell_stepped_through_to_its_end_gives_what_it_gives_without_a_debugger(
        string code,
        int expected
    )
    {
        _debugger.Attach();
        _debugger.Sources.Begin("In[1]", code);
        _debugger.Pause();

        Evaluation evaluation = await _language.RunAsync(code, "In[1]", default);

        Assert.True(evaluation.Error is null, string.Join("\n", evaluation.Error?.Traceback ?? []));
        Assert.Equal(expected, evaluation.Value);
        Assert.True(_stops > 0, "it was compiled without the debugger's calls");
    }

    [Fact]
    public async Task No_cell_that_is_sent_without_a_debugger_holds_a_call_of_one()
    {
        const string Cell =
            "class Mine { public int F(int n) { while (n > 9) n--; return n; } }\ntypeof(Mine).Assembly";
        Assembly plain = await AssemblyAsync(Cell);
        _debugger.Attach();
        Assembly debugged = await AssemblyAsync(Cell);
        _debugger.Detach();
        Assembly after = await AssemblyAsync(Cell);

        Assert.Contains("__Debug", TypesNamedIn(debugged));
        Assert.DoesNotContain("__Debug", TypesNamedIn(plain));
        Assert.DoesNotContain("__Debug", TypesNamedIn(after));
        Assert.Contains("__Guard", TypesNamedIn(after));
    }

    private async Task<Assembly> AssemblyAsync(string code)
    {
        _debugger.Sources.Begin("In[1]", code);
        return (Assembly)(await _language.RunAsync(code, "In[1]", default)).Value!;
    }

    // The table of types that an assembly names of others.
    private static List<string> TypesNamedIn(Assembly assembly)
    {
        List<string> names = [];
        for (int token = 0x01000001; ; token++)
        {
            try
            {
                names.Add(assembly.ManifestModule.ResolveType(token).Name);
            }
            catch (ArgumentOutOfRangeException)
            {
                return names;
            }
        }
    }
}
