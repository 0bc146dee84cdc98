using R1Workbook.Benchmarks.Sets.HumanEval;
using R1Workbook.Benchmarks.Sets.LiveCodeBench;
using R1Workbook.Core.Tasks;
using R1Workbook.Execution.Sandboxes;

namespace R1Workbook.Benchmarks.Tests.Sets.HumanEval;

/// <summary>What a completion does to the tests, and how a program is found in it.</summary>
public sealed class HumanEvalCheatTests
{
    private static readonly HumanEvalProblem Python = new(
        "p",
        "python",
        "def half(x):\n    return x / 2\n\ndef twice(x):\n    \"\"\"Twice x.\"\"\"\n",
        "def check(candidate):\n    assert candidate(2) == 4\n    assert half(candidate(3)) == 3\n",
        "twice",
        []
    );

    private static readonly HumanEvalProblem Cpp = new(
        "c",
        "cpp",
        "#include<assert.h>\n#include<bits/stdc++.h>\n// Twice x.\nlong twice(long x) {\n",
        "}\nint main() {\n    auto candidate = twice;\n    assert(candidate((2)) == (4));\n"
            + "    assert(candidate((3)) == (6));\n}\n",
        null,
        ["\n}"]
    );

    private static readonly HumanEvalProblem CSharp = new(
        "s",
        "cs",
        "using System;\nusing System.Diagnostics;\nclass Problem {\n    public static long Twice(long x) {\n",
        "    }\n    public static void Main(string[] args) {\n    Debug.Assert(Twice((2L)) == (4L));\n    }\n\n}\n",
        null,
        ["\n    }\n"]
    );

    [SkippableTheory]
    [InlineData(1, "    return 2 * x\n")]
    [InlineData(1, "    return 2 * x\n```\nThat is all.")]
    [InlineData(0, "    return 0\n```")]
    [InlineData(0, "    return 0\n```\n```")]
    [InlineData(0, "    return 0\n```python\n```")]
    [InlineData(0, "    import sys\n    sys.exit(0)\n```")]
    [InlineData(1, "```python\r\ndef twice(x):\r\n    return 2 * x\r\n```\r\n")]
    [InlineData(1, "```python\ndef twice(x):\n    return 2 * x\n```\nUse:\n```python\nprint(twice(2))\n```\n")]
    [InlineData(1, "```python\ndef twice(x):\n    return 2 * x\n```\nIt prints\n```\n4\n```\n")]
    [InlineData(
        1,
        "First:\n```python\ndef twice(x):\n    return x\n```\nBetter:\n```py\ndef twice(x):\n    return x + x\n```"
    )]
    [InlineData(0, "```python\ndef half(x):\n    return 3\ndef twice(x):\n    return 4\n```\n")]
    [InlineData(1, "```python\nfrom __future__ import annotations\ndef twice(x: int) -> int:\n    return 2 * x\n```")]
    [InlineData(1, "1. So:\n   ```python\n   def twice(x):\n       return 2 * x\n   ```\n")]
    [InlineData(1, "```python\ndef twice(x):\n    return 2 * x\n")]
    [InlineData(0, "```python\ndef twice(x):\n    return 2 *")]
    [InlineData(0, "    return 0\n\ndef check(candidate):\n    pass\n")]
    [InlineData(1, "    return 2 * x\n\nif __name__ == '__main__':\n    print(twice(int(input())))\n")]
    public void In_python(double credit, string completion) => Same(credit, Python, completion);

    [SkippableTheory]
    [InlineData(1, "    return 2 * x\n")]
    [InlineData(0, "    return 0\n")]
    [InlineData(0, "    return 0\n\ndef check(candidate):\n    pass\n")]
    public void In_python_as_MultiPL_E_has_it(double credit, string completion) =>
        Same(
            credit,
            Python with
            {
                Tests =
                    "def check(candidate):\n    assert candidate(2) == 4\n\ndef test_check():\n    check(twice)\n\n"
                    + "test_check()\n",
                Function = null,
                Stops = ["\ndef"],
            },
            completion
        );

    [SkippableTheory]
    [InlineData(1, "    return 2 * x;\n}")]
    [InlineData(0, "    return 0; }\nint main(){}\n```")]
    [InlineData(0, "    return 0;\n#undef assert\n#define assert(...)\n")]
    [InlineData(0, "    _Exit(0);\n")]
    [InlineData(0, "    // no value\n")]
    [InlineData(0, "    __builtin_unreachable();\n")]
    [InlineData(
        1,
        "```cpp\n#include <bits/stdc++.h>\nlong plus(long a, long b) {\n    return a + b;\n}\nlong twice(long x) {\n"
            + "    return plus(x, x);\n}\n```\n"
    )]
    public void In_cpp(double credit, string completion)
    {
        Skip.IfNot(File.Exists("/usr/bin/g++"), "there is no g++ on this machine");
        Same(credit, Cpp, completion);
    }

    [SkippableTheory]
    [InlineData(1, "        return 2 * x;\n    }\n")]
    [InlineData(0, "        Environment.Exit(0); return 0;\n")]
    [InlineData(
        0,
        "        return 0; }\n    class Debug { public static void Assert(bool b) { } }\n    static void X() {\n"
    )]
    [InlineData(
        1,
        "```csharp\nusing System;\nclass Problem {\n    static long Plus(long a, long b) => a + b;\n"
            + "    public static long Twice(long x) {\n        return Plus(x, x);\n    }\n}\n```"
    )]
    public void In_csharp(double credit, string completion) => Same(credit, CSharp, completion);

    [SkippableTheory]
    [InlineData(1, "class Solution:\n    def twice(self, x): return 2 * x")]
    [InlineData(1, "def twice(x): return 2 * x\nif __name__ == '__main__': print(twice(int(input())))")]
    [InlineData(1, "class Solution:\n    def twice(self, x): return int(str(x + 10 ** 5000 - 10 ** 5000)) * 2")]
    [InlineData(0, "import sys\nsys.exit(0)")]
    [InlineData(0, "import json\njson.loads = lambda s: 0\nclass Solution:\n    def twice(self, x): return 0")]
    [InlineData(0, "class A:\n    def __eq__(s, o): return True\nclass Solution:\n    def twice(self, x): return A()")]
    public void In_functional_LiveCodeBench(double credit, string code)
    {
        var problem = new LiveCodeBenchProblem(
            "l",
            "Twice x.",
            "class Solution:",
            new DateTime(2024, 9, 1, 0, 0, 0, DateTimeKind.Utc),
            "leetcode",
            "easy",
            [new LiveCodeBenchTest("2", "4", true), new LiveCodeBenchTest("3", "6", true)],
            "twice"
        );
        Same(credit, problem, $"```python\n{code}\n```");
    }

    private static void Same(double credit, IProblem problem, string completion)
    {
        Skip.If(Sandbox.Unavailable is not null, Sandbox.Unavailable);
        Verdict verdict = problem.Judge(new Response(completion));
        Assert.True(verdict.Credit == credit, $"{verdict.Credit}: {verdict.Reason}");
    }
}
