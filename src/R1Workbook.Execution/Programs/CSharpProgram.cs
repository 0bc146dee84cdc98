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

    internal override SandboxCommand Compiler(string folder)
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
