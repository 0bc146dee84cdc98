using R1Workbook.Execution.Programs;
using R1Workbook.Execution.Sandboxes;

namespace R1Workbook.Execution.Tests.Programs;

/// <summary>A right program passes, however odd it is.</summary>
public sealed class HonestTests
{
    private static readonly SandboxLimits Limits = new() { Cpu = TimeSpan.FromSeconds(5) };

    public static TheoryData<string> FunctionNames => [.. HonestPrograms.Functions.Select(row => row.Name)];

    public static TheoryData<string> CallNames => [.. HonestPrograms.Calls.Select(row => row.Name)];

    public static TheoryData<string> StreamNames => [.. HonestPrograms.Streams.Select(row => row.Name)];

    public static TheoryData<string> CppNames => [.. HonestPrograms.Cpp.Select(row => row.Name)];

    public static TheoryData<string> CSharpNames => [.. HonestPrograms.CSharp.Select(row => row.Name)];

    [SkippableTheory]
    [MemberData(nameof(FunctionNames))]
    public Task Functions(string name)
    {
        (_, string source, string test) = HonestPrograms.Functions.Single(row => row.Name == name);
        return Pass(CodeLanguage.Python, source, new CodeTest.Assertion(test));
    }

    [SkippableTheory]
    [MemberData(nameof(CallNames))]
    public Task Calls(string name)
    {
        (_, string source, string arguments, string expected) = HonestPrograms.Calls.Single(row => row.Name == name);
        return Pass(CodeLanguage.Python, source, new CodeTest.Call("Solution.f", arguments, expected));
    }

    [SkippableTheory]
    [MemberData(nameof(StreamNames))]
    public Task Streams(string name)
    {
        (_, string source, string input, string output) = HonestPrograms.Streams.Single(row => row.Name == name);
        return Pass(CodeLanguage.Python, source, new CodeTest.InputOutput(input, output));
    }

    [SkippableTheory]
    [MemberData(nameof(CppNames))]
    public Task Cpp(string name)
    {
        Skip.IfNot(File.Exists("/usr/bin/g++"), "there is no g++ on this machine");
        (_, string before, string body) = HonestPrograms.Cpp.Single(row => row.Name == name);
        return Pass(
            CodeLanguage.Cpp,
            $"{before}std::vector<long> f(long a, long b) {{\n{body}\n}}\n",
            new CodeTest.Assertion(CompiledCheats.CppTests) { Before = CompiledCheats.CppBefore }
        );
    }

    [SkippableTheory]
    [MemberData(nameof(CSharpNames))]
    public Task CSharp(string name)
    {
        (_, string before, string body) = HonestPrograms.CSharp.Single(row => row.Name == name);
        return Pass(
            CodeLanguage.CSharp,
            "#define DEBUG\nusing System;\nusing System.Diagnostics;\nclass Problem {\n"
                + $"{before}\n    public static long F(long a, long b) {{\n        {body}\n",
            new CodeTest.Assertion(CompiledCheats.CSharpTests)
        );
    }

    [SkippableFact]
    public async Task A_nested_tuple_is_no_list_for_the_official_runner()
    {
        Skip.If(Sandbox.Unavailable is not null, Sandbox.Unavailable);
        CodeVerdict verdict = await CodeReward.JudgeProgramAsync(
            "def f(a): return [(1, 2)]",
            CodeLanguage.Python,
            [new CodeTest.Call("f", "0", "[[1, 2]]")],
            Limits,
            default
        );
        Assert.Equal(0, verdict.Share);
        Assert.Contains("returned [(1, 2)] where [[1, 2]] is expected", verdict.Reason, StringComparison.Ordinal);
    }

    private static async Task Pass(CodeLanguage language, string source, params CodeTest[] tests)
    {
        Skip.If(Sandbox.Unavailable is not null, Sandbox.Unavailable);
        CodeVerdict verdict = await CodeReward.JudgeProgramAsync(source, language, tests, Limits, default);
        Assert.True(verdict.AllPassed, verdict.Reason);
    }
}
