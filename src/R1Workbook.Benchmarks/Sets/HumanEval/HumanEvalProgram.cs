using System.Text.RegularExpressions;
using R1Workbook.Execution.Programs;

namespace R1Workbook.Benchmarks.Sets.HumanEval;

/// <summary>An answer to a problem of HumanEval as a program, and the test that it is to pass.</summary>
/// <param name="Source">The answer's program.</param>
/// <param name="Test">The test.</param>
internal sealed partial record HumanEvalProgram(string Source, CodeTest.Assertion Test)
{
    /// <summary>Finds the program in a response, which is a completion of the prompt or the whole code in a
    /// block.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="response">The response, with any ends of lines.</param>
    /// <param name="language">Python, C# or C++.</param>
    public static HumanEvalProgram Of(HumanEvalProblem problem, string response, CodeLanguage language)
    {
        response = response.Replace("\r\n", "\n", StringComparison.Ordinal);
        return language == CodeLanguage.Python ? Python(problem, response) : Translated(problem, response, language);
    }

    private static HumanEvalProgram Python(HumanEvalProblem problem, string response)
    {
        string start = problem.Start;
        // Where the file does not name the function, it is the last that the prompt begins.
        string function =
            problem.Function ?? (Definition().Matches(start) is [.., var last] ? last.Groups[1].Value : "");
        string code = Code(response, CodeLanguage.Python, function.Length > 0 ? "def " + function : null);
        // A whole function takes the place of the one that was begun; imports from __future__ come first in a file.
        bool whole = function.Length > 0 && Defines(code, function);
        string source = whole
            ? $"{string.Concat(Future().Matches(code).Select(line => line.Value + "\n"))}{start}    pass\n\n"
                + Future().Replace(code, "")
            : start + code;
        // DeepSeek-Coder's tests call check themselves.
        string tests =
            problem.Function is not null
            && problem.Stops.Count == 0
            && !problem.Tests.Contains("\ncheck(", StringComparison.Ordinal)
                ? $"{problem.Tests}\ncheck({problem.Function})"
                : problem.Tests;
        return new HumanEvalProgram(
            source,
            new CodeTest.Assertion(tests) { Before = $"{start}    pass\n", Function = function }
        );
    }

    private static HumanEvalProgram Translated(HumanEvalProblem problem, string response, CodeLanguage language)
    {
        // The prompt ends with the head of the function, and the tests begin by closing it.
        string begun = problem.Start.TrimEnd(),
            head = begun.Split('\n')[^1];
        string code = Code(response, language, head.Trim()),
            helpers = "";
        // A chat model repeats what it was given: what follows the head of the function is the completion, and what
        // stands before it may be functions that it calls.
        if (code.IndexOf(head.Trim(), StringComparison.Ordinal) is >= 0 and int at)
        {
            helpers = Helpers(code[..at], problem.Start, language);
            code = code[(at + head.Trim().Length)..].TrimStart('\n');
        }
        int end = problem
            .Stops.Select(stop => code.IndexOf(stop, StringComparison.Ordinal))
            .Where(found => found >= 0)
            .DefaultIfEmpty(code.Length)
            .Min();
        code = code[..end];
        string tests = problem.Tests.TrimStart();
        if (language == CodeLanguage.Cpp && tests.StartsWith('}') && FunctionHead().IsMatch(head))
        {
            // noipa: the compiler must not conclude from an answer without a value that the tests are never reached.
            return new HumanEvalProgram(
                $"{helpers}{head}\n{code}\n}}\n",
                new CodeTest.Assertion(tests[1..])
                {
                    Before = $"{begun[..^head.Length]}__attribute__((noipa)) {head[..^1].TrimEnd()};\n",
                    Function = problem.Function ?? "",
                }
            );
        }
        return new HumanEvalProgram(
            $"{begun[..^head.Length]}{helpers}{problem.Start[(begun.Length - head.Length)..]}{code}\n",
            new CodeTest.Assertion(problem.Tests) { Function = problem.Function ?? "" }
        );
    }

    // The last block that holds the function. Where none does, a response that begins as the body of the function is
    // one, up to a fence that closes what it did not open; then the last block; then all of it.
    private static string Code(string response, CodeLanguage language, string? function)
    {
        string[] blocks = [.. CodeReward.Blocks(response, language)];
        if (
            function is not null
            && blocks.LastOrDefault(block => block.Contains(function, StringComparison.Ordinal)) is { } whole
        )
        {
            return whole;
        }
        int fence = response.StartsWith("```", StringComparison.Ordinal)
            ? 0
            : response.IndexOf("\n```", StringComparison.Ordinal);
        bool body = response.TrimStart('\n') is [' ' or '\t', ..];
        if (fence > 0 && (body || (blocks.Length == 0 && !Opening().IsMatch(response))))
            return response[..(fence + 1)];
        // A block that is not closed, as where the closing fence was a stop sequence.
        if (blocks.Length == 0 && Opening().Match(response) is { Success: true } opening)
            return response[(opening.Index + opening.Length)..];
        return blocks.Length > 0 ? blocks[^1] : response;
    }

    // What the answer wrote before the head of the function, where the prompt has no definitions there that it repeats.
    private static string Helpers(string before, string start, CodeLanguage language)
    {
        if (language == CodeLanguage.CSharp)
        {
            int body = ClassHead().Match(before) is { Success: true } head ? head.Index + head.Length : before.Length;
            return before[body..];
        }
        return Definitions().IsMatch(start) ? "" : before;
    }

    private static bool Defines(string code, string function) =>
        Regex.IsMatch(code, $@"^(async\s+)?def\s+{Regex.Escape(function)}\b", RegexOptions.Multiline);

    [GeneratedRegex(@"^\s*(struct|class|union|enum)\s", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Definitions();

    [GeneratedRegex(@"^from __future__ import .*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Future();

    [GeneratedRegex(@"^```[ \t]*\w[^\n]*\n", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Opening();

    /// <summary>A function that a prompt begins.</summary>
    [GeneratedRegex(@"^def\s+(\w+)\s*\(", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    internal static partial Regex Definition();

    [GeneratedRegex(@"class\s+Problem\s*\{", RegexOptions.CultureInvariant)]
    private static partial Regex ClassHead();

    // A head with default arguments cannot be declared before it is defined.
    [GeneratedRegex(@"^[\w:<>,&*\s\[\]]+\s\**\w+\([^=]*\)\s*\{$", RegexOptions.CultureInvariant)]
    private static partial Regex FunctionHead();
}
