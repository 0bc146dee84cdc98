using System.Text.RegularExpressions;
using R1Workbook.Kernel.Cells;
using R1Workbook.Kernel.References;

namespace R1Workbook.Kernel.Languages.FSharp;

/// <summary>Turns <c>#r</c>, <c>#i</c> and <c>#load</c> of a notebook into those of F# Interactive, which knows neither the notebook's folder nor packages.</summary>
/// <param name="folder">The notebook's folder.</param>
/// <param name="references">Answers <c>#r</c> for all languages of the session.</param>
internal sealed partial class FSharpReferences(string folder, SessionReferences references)
{
    /// <summary>The directive that references assemblies.</summary>
    public static string Directive(params IEnumerable<string> paths) => "#r " + string.Join(' ', paths.Select(path => $"@\"{path}\""));

    /// <summary>The code with full paths; every line stays on its line.</summary>
    /// <param name="code">The cell.</param>
    /// <param name="cancellationToken">Ends a restore of packages.</param>
    /// <exception cref="CellException">A file or package is missing.</exception>
    public string Translate(string code, CancellationToken cancellationToken)
    {
        if (!code.Contains('#', StringComparison.Ordinal))
        {
            return code;
        }

        string[] lines = code.Split('\n');
        var wanted = new List<ReferenceDirective>();
        for (int i = 0; i < lines.Length; i++)
        {
            if (Line().Match(lines[i]) is not { Success: true } match)
            {
                continue;
            }

            var directive = new ReferenceDirective(match.Groups[2].Value, i + 1);
            switch (match.Groups[1].Value)
            {
                case "i":
                    references.AddSource(directive);
                    lines[i] = "";
                    break;
                case "r":
                    wanted.Add(directive);
                    lines[i] = "";
                    break;
                default:
                    lines[i] = Load(directive);
                    break;
            }
        }

        // One directive for all: the packages of a cell are restored together.
        if (wanted.Count > 0 && references.Resolve(wanted, cancellationToken) is { Count: > 0 } paths)
        {
            lines[wanted[0].Line - 1] = Directive(paths);
        }

        return string.Join('\n', lines);
    }

    private string Load(ReferenceDirective directive)
    {
        string path = Path.GetFullPath(Path.Combine(folder, directive.Text));
        return File.Exists(path) ? $"#load @\"{path}\"" : throw new CellException($"#load \"{directive.Text}\": no such file: {path}. Mend the path.", directive.Line);
    }

    [GeneratedRegex("""^\s*#(r|i|load)\s+@?"+([^"]+)"+\s*;*\s*$""", RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
