using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.DotNet.Interactive.Formatting;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Outputs;

namespace R1Workbook.Kernel.Directives;

/// <summary><c>#!about</c></summary>
internal sealed class AboutDirective : ICellDirective
{
    public string Name => "about";

    public string Summary => "Tells the versions of the kernel, of .NET and of the system.";

    public DirectiveSyntax Syntax => DirectiveSyntax.None;

    public Task<CellError?> RunAsync(DirectiveArguments arguments, string text, DirectiveContext context)
    {
        List<Row> rows =
        [
            new("Kernel", "R1Workbook.Kernel " + Version(typeof(AboutDirective).Assembly)),
            new(".NET", RuntimeInformation.FrameworkDescription),
            new("System", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.RuntimeIdentifier}"),
            new("Formatting", "Microsoft.DotNet.Interactive.Formatting " + Version(typeof(Formatter).Assembly)),
            new("C#", "Roslyn " + Version(typeof(Microsoft.CodeAnalysis.CSharp.CSharpCompilation).Assembly)),
            new("Languages", string.Join(", ", context.Languages.All.Where(l => l.HasCells).Select(l => l.Name))),
        ];
        context.Outputs.Display(MimeBundle.Of(rows), null);
        return Task.FromResult<CellError?>(null);
    }

    private static string Version(Assembly assembly) =>
        (
            assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            ?? assembly.GetName().Version?.ToString()
            ?? "?"
        ).Split('+')[0];

    private sealed record Row(string What, string Version);
}
