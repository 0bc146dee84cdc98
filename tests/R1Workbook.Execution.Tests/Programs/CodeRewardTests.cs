using R1Workbook.Execution.Programs;
using R1Workbook.Execution.Sandboxes;

namespace R1Workbook.Execution.Tests.Programs;

public sealed class CodeRewardTests
{
    private static readonly CodeTest[] Doubling =
    [
        new CodeTest.InputOutput("2\n", "4\n"),
        new CodeTest.InputOutput("5\n", "10"),
        new CodeTest.InputOutput("-1\n", "-2"),
    ];

    public static TheoryData<string, string> Programs =>
        new()
        {
            { "python", "print(int(input()) * 2)" },
            { "csharp", "Console.WriteLine(int.Parse(Console.ReadLine()!) * 2);" },
            { "cpp", "#include <iostream>\nint main() { int n; std::cin >> n; std::cout << n * 2 << '\\n'; }" },
        };

    [SkippableTheory]
    [MemberData(nameof(Programs))]
    public async Task A_right_program_passes_all_its_tests(string language, string code)
    {
        CodeVerdict verdict = await Judge(language, $"I double it.\n```{language}\n{code}\n```\nDone.", Doubling);

        Assert.True(verdict.AllPassed, verdict.Reason);
        Assert.Equal("3 of 3 tests passed", verdict.Reason);
        Assert.Equal((1, 1), (CodeReward.Of(verdict), CodeReward.Of(verdict, partial: true)));
    }

    [SkippableFact]
    public async Task Blank_lines_around_the_output_do_not_count()
    {
        CodeVerdict verdict = await Judge(
            "python",
            "```python\nprint('\\n')\nprint(2 * int(input()))\nprint()\n```",
            Doubling
        );
        Assert.True(verdict.AllPassed, verdict.Reason);
    }

    [SkippableTheory]
    [InlineData("python", "def double(n): return n * 2", "assert double(4) == 8", "assert double(4) == 9")]
    [InlineData(
        "csharp",
        "static int Double(int n) => n * 2;",
        "if (Double(4) != 8) throw new Exception();",
        "if (Double(4) != 9) throw new Exception(\"no\");"
    )]
    [InlineData(
        "cpp",
        "#include <cassert>\nint twice(int n) { return n * 2; }",
        "int main() { assert(twice(4) == 8); }",
        "int main() { assert(twice(4) == 9); }"
    )]
    public async Task Functions_are_tested_by_assertions(string language, string code, string right, string wrong)
    {
        CodeVerdict verdict = await Judge(
            language,
            $"```{language}\n{code}\n```",
            new CodeTest.Assertion(right),
            new CodeTest.Assertion(wrong)
        );

        Assert.True(verdict.Tests[0].Passed && !verdict.Tests[1].Passed, verdict.Reason);
        Assert.Equal((0, 0.5), (CodeReward.Of(verdict), CodeReward.Of(verdict, partial: true)));
    }

    [SkippableFact]
    public async Task A_program_that_is_right_only_sometimes_earns_its_share()
    {
        CodeVerdict verdict = await Judge("python", "```python\nprint(4)\n```", Doubling);

        Assert.Equal("1 of 3 tests passed; test 2 failed: line 1 is '4' where '10' is expected", verdict.Reason);
        Assert.Equal(1 / 3.0, CodeReward.Of(verdict, partial: true), 12);
    }

    [SkippableTheory]
    [InlineData("cpp", "int main() { return nothing; }", "does not compile: ")]
    [InlineData("csharp", "Console.WriteLine(nothing);", "error CS0103")]
    [InlineData("python", "print(1", "SyntaxError")]
    [InlineData("python", "raise SystemExit(3)", "exit code 3")]
    [InlineData("python", "while True: pass", "out of")]
    [InlineData(
        "csharp",
        "var all = new System.Collections.Generic.List<byte[]>(); while (true) { var one = new byte[10_000_000]; "
            + "Array.Fill(one, (byte)1); all.Add(one); }",
        "memory"
    )]
    public async Task What_goes_wrong_is_said(string language, string code, string reason)
    {
        CodeVerdict verdict = await Judge(language, $"```{language}\n{code}\n```", Doubling[0]);

        Assert.False(verdict.AllPassed);
        Assert.True(verdict.Reason.Contains(reason, StringComparison.OrdinalIgnoreCase), verdict.Reason);
    }

    [Theory]
    [InlineData("```python\na\n```\ntext\n```python\nb\n```", "b\n")]
    [InlineData("```py\na\n```\n```cpp\nb\n```", "a\n")]
    [InlineData("```\na\n```", "a\n")]
    [InlineData("```python\nprint('```')\n```", "print('```')\n")]
    [InlineData("no code", null)]
    [InlineData("```python\r\na\r\nb\r\n```\r\nDone.", "a\nb\n")]
    [InlineData("- So:\n  ```python\n  if a:\n      b\n  ```", "if a:\n    b\n")]
    [InlineData("```cpp\nb\n```", null)]
    public void The_program_is_the_last_block_of_the_language(string completion, string? program) =>
        Assert.Equal(program, CodeReward.Program(completion, CodeLanguage.Python));

    [SkippableFact]
    public async Task Missing_lines_and_further_lines_do_not_pass()
    {
        CodeVerdict verdict = await Judge(
            "python",
            "```python\nprint(1)\nprint(2)\n```",
            new CodeTest.InputOutput("", "1\n2\n3"),
            new CodeTest.InputOutput("", "1"),
            new CodeTest.InputOutput("", "1 \n2.0\n\n")
        );

        Assert.Equal([false, false, true], verdict.Tests.Select(test => test.Passed));
    }

    private static Task<CodeVerdict> Judge(string language, string completion, params CodeTest[] tests)
    {
        Skip.If(Sandbox.Unavailable is not null, Sandbox.Unavailable);
        var limits = new SandboxLimits
        {
            Time = TimeSpan.FromSeconds(10),
            Cpu = TimeSpan.FromSeconds(4),
            MemoryBytes = 400L << 20,
        };
        return CodeReward.JudgeAsync(completion, CodeLanguage.Named(language), tests, limits, default);
    }
}
