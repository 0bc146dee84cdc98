using System.Text.RegularExpressions;
using R1Workbook.Kernel.Cells;

namespace R1Workbook.Kernel.Languages.FSharp;

/// <summary>Turns <c>#r</c> and <c>#load</c> of a notebook into those of F# Interactive, which knows neither the notebook's folder nor packages.</summary>
internal sealed partial class FSharpReferences(string folder, PackageAssemblies packages)
{
    /// <summary>The directive that references one assembly.</summary>
    public static string Directive(string path) => $"#r @\"{path}\"";

    /// <summary>The code with full paths; every line stays on its line.</summary>
    /// <exception cref="CellException">A file or package is missing.</exception>
    public string Translate(string code)
    {
        if (!code.Contains('#', StringComparison.Ordinal))
        {
            return code;
        }

        string[] lines = code.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            int number = i + 1;
            lines[i] = ReferenceLine().Replace(lines[i], m => Translate(m.Groups[1].Value, m.Groups[2].Value, number));
        }

        return string.Join('\n', lines);
    }

    private string Translate(string kind, string target, int line)
    {
        if (kind == "r" && Package().IsMatch(target))
        {
            // One directive a line in F#: the first assembly on the cell's line, the others by the same directive's list.
            return "#r " + string.Join(' ', packages(target, line).Select(p => $"@\"{p}\""));
        }

        string path = Path.GetFullPath(Path.Combine(folder, target));
        if (File.Exists(path))
        {
            return $"#{kind} @\"{path}\"";
        }

        // "System.Xml.Linq" names an assembly of .NET; a path must lead to a file.
        return kind == "r" && !target.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) && !target.Contains('/', StringComparison.Ordinal)
            ? $"#r \"{target}\""
            : throw new CellException($"#{kind} \"{target}\": no such file: {path}. Build the library first, or mend the path.", line);
    }

    [GeneratedRegex("""^\s*#(r|load)\s+@?"+([^"]+)"+\s*;*\s*$""", RegexOptions.CultureInvariant)]
    private static partial Regex ReferenceLine();

    [GeneratedRegex(@"^\s*nuget\s*:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Package();
}
