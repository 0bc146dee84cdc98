using System.Text.RegularExpressions;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.References;

namespace R1Workbook.Kernel.Languages.FSharp;

/// <summary>Turns <c>#r</c>, <c>#i</c> and <c>#load</c> of a notebook into those of F# Interactive, which knows neither
/// the notebook's folder nor packages.</summary>
/// <param name="folder">The notebook's folder.</param>
/// <param name="references">Answers <c>#r</c> for all languages of the session.</param>
internal sealed partial class FSharpReferences(string folder, SessionReferences references)
{
    /// <summary>The directives that reference assemblies.</summary>
    public static string Directives(IEnumerable<string> paths) =>
        string.Join('\n', paths.Select(path => $"#r @\"{path}\""));

    /// <summary>The code without its references, every line on its line, and the directives to run before it.</summary>
    /// <param name="code">The cell.</param>
    /// <param name="cancellationToken">Ends a restore of packages.</param>
    /// <exception cref="CellException">A file or package is missing.</exception>
    public (string Code, string Directives) Translate(string code, CancellationToken cancellationToken)
    {
        if (!code.Contains('#', StringComparison.Ordinal))
        {
            return (code, "");
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

        return (
            string.Join('\n', lines),
            wanted.Count == 0 ? "" : Directives(references.Resolve(wanted, cancellationToken))
        );
    }

    private string Load(ReferenceDirective directive)
    {
        string path = Path.GetFullPath(Path.Combine(folder, directive.Text));
        return File.Exists(path)
            ? $"#load @\"{path}\""
            : throw new CellException(
                $"#load \"{directive.Text}\": no such file: {path}. Mend the path.",
                directive.Line
            );
    }

    [GeneratedRegex("""^\s*#(r|i|load)\s+@?"+([^"]+)"+\s*;*\s*$""", RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
