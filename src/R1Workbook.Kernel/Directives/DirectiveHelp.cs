using System.Text;
using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.Directives;

/// <summary>What <c>-h</c> behind a directive shows.</summary>
internal static class DirectiveHelp
{
    /// <summary>The parameter that asks for it.</summary>
    public static bool IsAsked(Directive directive) =>
        directive.Words.Any(w => !w.IsQuoted && w.Text is "-h" or "--help" or "-?");

    /// <summary>Syntax, what it does, and each parameter on a line.</summary>
    public static string Text(string name, IEnumerable<string> aliases, string summary, DirectiveSyntax syntax)
    {
        var text = new StringBuilder(syntax.Line(name)).Append('\n').Append(summary).Append('\n');
        string also = string.Join(", ", aliases.Select(a => "#!" + a));
        if (also.Length > 0)
        {
            text.Append("Also: ").Append(also).Append('\n');
        }

        foreach (DirectiveParameter p in syntax.Parameters)
        {
            text.Append("  ").Append($"--{p.Name} {p.Value}".PadRight(24)).Append(p.Help).Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }
}
