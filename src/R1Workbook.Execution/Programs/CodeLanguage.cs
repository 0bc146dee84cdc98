using R1Workbook.Execution.Programs.Judging;
using R1Workbook.Execution.Sandboxes;

namespace R1Workbook.Execution.Programs;

/// <summary>A programming language that answers may be written in: how a program of it is laid down, compiled and run
/// in the sandbox.</summary>
/// <param name="Name">python, csharp or cpp.</param>
/// <param name="Aliases">Other names that stand over a fenced block.</param>
/// <param name="FileName">The file that the source becomes.</param>
public abstract record CodeLanguage(string Name, IReadOnlyList<string> Aliases, string FileName)
{
    /// <summary>Python 3 of this machine.</summary>
    public static CodeLanguage Python { get; } = new PythonProgram();

    /// <summary>C# with the compiler of the .NET SDK.</summary>
    public static CodeLanguage CSharp { get; } = new CSharpProgram();

    /// <summary>C++17 with g++.</summary>
    public static CodeLanguage Cpp { get; } = new CppProgram();

    /// <summary>All languages.</summary>
    public static IReadOnlyList<CodeLanguage> All { get; } = [Python, CSharp, Cpp];

    /// <summary>The language of a name or an alias.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public static CodeLanguage Named(string name) =>
        All.FirstOrDefault(language => language.Answers(name))
        ?? throw new ArgumentException(
            $"Language '{name}' cannot be run; these can: {string.Join(", ", All.Select(language => language.Name))}.",
            nameof(name)
        );

    /// <summary>Whether the name over a fenced block means this language.</summary>
    public bool Answers(string name) => Aliases.Append(Name).Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Lays the source down, with what compiler and runtime need beside it.</summary>
    internal virtual void Write(string folder, string source) =>
        File.WriteAllText(Path.Combine(folder, FileName), source);

    /// <summary>The test as a judging process of its own runs it; null where the language has none.</summary>
    internal virtual JudgedTest? Judged(CodeTest test) => null;

    /// <summary>The answer with its assertions and what shows that they ran to their end; null where the language tests
    /// otherwise.</summary>
    internal virtual string? Guarded(string source, CodeTest.Assertion assertion, TestKey key) => null;

    /// <summary>The compiler; null where the source is run as it is.</summary>
    internal virtual SandboxCommand? Compiler(string folder, string source) => null;

    /// <summary>Why a program that was compiled with its tests is not run: it replaces what they compare with. Null
    /// where it does not.</summary>
    internal virtual string? Refusal(string compilerSaid) => null;

    /// <summary>Takes from the compiled program's folder what would let it read the tests.</summary>
    internal virtual void Seal(string folder) { }

    /// <summary>The program.</summary>
    internal abstract SandboxCommand Program(string folder);
}
