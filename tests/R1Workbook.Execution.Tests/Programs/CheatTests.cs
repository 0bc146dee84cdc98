using R1Workbook.Execution.Programs;
using R1Workbook.Execution.Sandboxes;

namespace R1Workbook.Execution.Tests.Programs;

/// <summary>A wrong program gets nothing, whatever it does.</summary>
public sealed class CheatTests
{
    private static readonly SandboxLimits Limits = new()
    {
        Time = TimeSpan.FromSeconds(10),
        Cpu = TimeSpan.FromSeconds(2),
    };

    private static readonly (string Name, string Source, string Test)[] Python =
    [
        .. PythonCheats.Endings,
        .. PythonCheats.Harness,
        .. PythonCheats.Values,
    ];

    public static TheoryData<string> PythonNames => [.. Python.Select(cheat => cheat.Name)];

    public static TheoryData<string> CppNames => [.. CompiledCheats.Cpp.Select(cheat => cheat.Name)];

    public static TheoryData<string> CSharpNames => [.. CompiledCheats.CSharp.Select(cheat => cheat.Name)];

    [SkippableTheory]
    [MemberData(nameof(PythonNames))]
    public async Task In_python(string name)
    {
        (_, string source, string test) = Python.Single(cheat => cheat.Name == name);
        CodeVerdict asserted = await Judge(CodeLanguage.Python, source, new CodeTest.Assertion(test));
        Assert.Equal(0, asserted.Share);

        CodeVerdict called = await Judge(
            CodeLanguage.Python,
            source,
            new CodeTest.Call("Solution.f", "1\n2", "[3, \"1-2\"]"),
            new CodeTest.Call("Solution.f", "2\n2", "[[2, 2]]")
        );
        Assert.Equal(0, called.Share);
    }

    [SkippableTheory]
    [MemberData(nameof(CppNames))]
    public async Task In_cpp(string name)
    {
        Skip.IfNot(File.Exists("/usr/bin/g++"), "there is no g++ on this machine");
        (_, string before, string body) = CompiledCheats.Cpp.Single(cheat => cheat.Name == name);
        string answer = $"{before}std::vector<long> f(long a, long b) {{\n{body}\n}}\n";
        CodeVerdict verdict = await Judge(
            CodeLanguage.Cpp,
            answer,
            new CodeTest.Assertion(CompiledCheats.CppTests) { Before = CompiledCheats.CppBefore }
        );
        Assert.Equal(0, verdict.Share);
        Assert.DoesNotContain("does not compile", verdict.Reason, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_comparison_of_its_own_is_named()
    {
        Skip.IfNot(File.Exists("/usr/bin/g++"), "there is no g++ on this machine");
        CodeVerdict verdict = await Judge(
            CodeLanguage.Cpp,
            "int bcmp(const void*, const void*, unsigned long) noexcept { return 0; }\n"
                + "std::vector<long> f(long a, long b) { return {}; }\n",
            new CodeTest.Assertion(CompiledCheats.CppTests)
            {
                Before = "#include <string.h>\n" + CompiledCheats.CppBefore,
            }
        );
        Assert.Contains("the answer replaces bcmp of the C library", verdict.Reason, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [MemberData(nameof(CSharpNames))]
    public async Task In_csharp(string name)
    {
        (_, string before, string body) = CompiledCheats.CSharp.Single(cheat => cheat.Name == name);
        string answer =
            "using System;\nusing System.Diagnostics;\nclass Problem {\n"
            + $"{before}\n    public static long F(long a, long b) {{\n        {body}\n";
        CodeVerdict verdict = await Judge(
            CodeLanguage.CSharp,
            "#define DEBUG\n" + answer,
            new CodeTest.Assertion(CompiledCheats.CSharpTests)
        );
        Assert.Equal(0, verdict.Share);
        Assert.DoesNotContain("does not compile", verdict.Reason, StringComparison.Ordinal);
    }

    // What makes the cheats above wrong is what they do, not the form of the tests: right answers pass the same tests.
    [SkippableFact]
    public async Task The_same_tests_are_passed_by_right_answers()
    {
        foreach (string test in Python.Select(cheat => cheat.Test).Distinct())
        {
            string right =
                test.Contains("[1, 2]", StringComparison.Ordinal) ? "def f(a, b): return [a, b]"
                : test.Contains("'1-2'", StringComparison.Ordinal) ? "def f(a, b): return f'{a}-{b}'"
                : test.Contains("{1: 2}", StringComparison.Ordinal) ? "def f(a, b): return {a: b}"
                : test.Contains("{3: 1}", StringComparison.Ordinal) ? "def f(a, b): return {3: 1}"
                : test.Contains("not f", StringComparison.Ordinal) ? "def f(a, b): return a < b"
                : "def f(a, b): return a + b";
            CodeVerdict verdict = await Judge(CodeLanguage.Python, right, new CodeTest.Assertion(test));
            Assert.True(verdict.AllPassed, $"{test}: {verdict.Reason}");
        }
    }

    private static Task<CodeVerdict> Judge(CodeLanguage language, string source, params CodeTest[] tests)
    {
        Skip.If(Sandbox.Unavailable is not null, Sandbox.Unavailable);
        return CodeReward.JudgeProgramAsync(source, language, tests, Limits, default);
    }
}
