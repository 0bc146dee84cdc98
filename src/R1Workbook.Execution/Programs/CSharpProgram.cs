using R1Workbook.Execution.Sandboxes;

namespace R1Workbook.Execution.Programs;

internal sealed record CSharpProgram() : CodeLanguage("csharp", ["c#", "cs"], "Program.cs")
{
    private const string Usings = """
        global using System; global using System.Collections.Generic; global using System.Globalization;
        global using System.IO; global using System.Linq;
        global using System.Numerics; global using System.Text; global using System.Threading;
        global using System.Threading.Tasks;
        """;

    // A small heap and no second mapping of code: a runtime that reserves less starts faster and fits into the memory
    // limit.
    private static readonly Dictionary<string, string> Runtime = new()
    {
        ["DOTNET_CLI_HOME"] = "/tmp",
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_EnableDiagnostics"] = "0",
        ["DOTNET_EnableWriteXorExecute"] = "0",
        ["DOTNET_GCgen0size"] = "1000000",
        ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1",
        ["DOTNET_TieredPGO"] = "0",
    };

    // .../dotnet/shared/Microsoft.NETCore.App/10.0.1/System.Private.CoreLib.dll
    private static string Platform { get; } = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    private static string Root { get; } = Path.GetFullPath(Path.Combine(Platform, "..", "..", ".."));

    internal override void Write(string folder, string source)
    {
        base.Write(folder, source);
        File.WriteAllText(Path.Combine(folder, "Usings.cs"), Usings);
        File.WriteAllText(
            Path.Combine(folder, "main.runtimeconfig.json"),
            $$"""
            {"runtimeOptions": {"tfm": "net10.0",
             "framework": {"name": "Microsoft.NETCore.App", "version": "{{Environment.Version}}" } } }
            """
        );
        File.WriteAllLines(
            Path.Combine(folder, "compile.rsp"),
            [
                "-nologo",
                "-noconfig",
                "-nostdlib",
                "-optimize+",
                "-unsafe+",
                "-nullable-",
                "-langversion:latest",
                "-out:/program/main.dll",
                .. Directory.EnumerateFiles(Platform, "*.dll").Where(IsManaged).Select(file => $"-r:\"{file}\""),
                "/program/Usings.cs",
                "/program/Program.cs",
            ]
        );
    }

    internal override SandboxCommand Compiler(string folder, string source)
    {
        string? compiler = Directory.Exists(Path.Combine(Root, "sdk"))
            ? Directory
                .EnumerateDirectories(Path.Combine(Root, "sdk"))
                .Select(sdk => Path.Combine(sdk, "Roslyn", "bincore", "csc.dll"))
                .Where(File.Exists)
                .Order(StringComparer.Ordinal)
                .LastOrDefault()
            : null;
        return compiler is null
            ? throw new SandboxException(
                $"C# answers are compiled by the .NET SDK, and {Root} has none. Install the .NET 10 SDK "
                    + $"(https://dot.net)."
            )
            : Dotnet(["exec", compiler, "@/program/compile.rsp"], folder) with
            {
                WritesFolder = true,
            };
    }

    internal override SandboxCommand Program(string folder) => Dotnet(["exec", "/program/main.dll"], folder);

    internal override void Seal(string folder)
    {
        File.Delete(Path.Combine(folder, FileName));
        File.Delete(Path.Combine(folder, "compile.rsp"));
    }

    internal override string? Guarded(string source, CodeTest.Assertion assertion, TestKey key)
    {
        // A constant is folded, so the number itself is in the code; it is found there only by who knows where.
        string passed = $"r1Passed{key.Suffix}",
            done =
                $"if ({passed}) System.Console.Out.WriteLine("
                + $"\"\\n\" + ({key.First}UL ^ {key.Second}UL).ToString(\"x16\"));";
        int head = assertion.Code.IndexOf(" Main(", StringComparison.Ordinal);
        if (head < 0)
            return $"{source}\n;\n{assertion.Code}\n;\nbool {passed} = true;\n{done}\n";
        int body = assertion.Code.IndexOf('{', head),
            last = assertion.Code.LastIndexOf(");", StringComparison.Ordinal);
        if (body < 0 || last < body)
            return null;
        // Debug.Assert can be silenced by the answer; a local variable of Main cannot be reached from it.
        string tests =
            assertion.Code[..(body + 1)]
            + $" bool {passed} = true; "
            + assertion
                .Code[(body + 1)..(last + 2)]
                .Replace("Debug.Assert(", $"{passed} &= (", StringComparison.Ordinal)
            + $"\n    if (!{passed}) System.Console.Error.WriteLine(\"Assertion failed\");\n    {done}\n"
            + assertion.Code[(last + 2)..];
        return $"{source}\n{tests}";
    }

    private static SandboxCommand Dotnet(string[] arguments, string folder) =>
        new([Path.Combine(Root, "dotnet"), .. arguments], folder)
        {
            Environment = Runtime,
            Readable = [Root],
            ReservesAddresses = true,
        };

    private static bool IsManaged(string file)
    {
        string name = Path.GetFileName(file);
        return name.StartsWith("System.", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.", StringComparison.Ordinal)
            || name is "mscorlib.dll" or "netstandard.dll" or "WindowsBase.dll";
    }
}
