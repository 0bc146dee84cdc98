using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using R1Workbook.Kernel.References;

namespace R1Workbook.Kernel.CSharp.Submissions;

/// <summary>The <c>#r</c> and <c>#i</c> lines of a C# cell.</summary>
internal static partial class ReferenceLines
{
    /// <summary>Takes them out of a cell: Roslyn would load second copies, and knows no packages. Every other line
    /// keeps its number.</summary>
    /// <param name="code">The cell.</param>
    /// <param name="fileName">The name that errors carry.</param>
    /// <param name="addSource">Takes the feed of an <c>#i</c> line.</param>
    /// <param name="cancellationToken">Ends the parsing.</param>
    /// <returns>The code with blanks in their place, and what the <c>#r</c> lines name.</returns>
    public static (string Code, IReadOnlyList<ReferenceDirective> References) Take(
        string code,
        string fileName,
        Action<ReferenceDirective> addSource,
        CancellationToken cancellationToken
    )
    {
        if (!code.Contains("#r", StringComparison.Ordinal) && !code.Contains("#i", StringComparison.Ordinal))
        {
            return (code, []);
        }

        SyntaxTree tree = CSharpSyntaxTree.ParseText(
            code,
            new CSharpParseOptions(LanguageVersion.Latest, kind: SourceCodeKind.Script),
            fileName,
            cancellationToken: cancellationToken
        );
        var blanked = new StringBuilder(code);
        var directives = new List<ReferenceDirective>();
        foreach (
            DirectiveTriviaSyntax directive in tree.GetRoot(cancellationToken)
                .DescendantNodes(descendIntoTrivia: true)
                .OfType<DirectiveTriviaSyntax>()
                .Where(d => d.IsActive)
        )
        {
            int line = directive.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
            if (directive is ReferenceDirectiveTriviaSyntax { File.ValueText: { Length: > 0 } text })
            {
                directives.Add(new ReferenceDirective(text, line));
            }
            else if (Feed().Match(directive.ToString()) is { Success: true } feed)
            {
                addSource(new ReferenceDirective(feed.Groups[1].Value, line));
            }
            else
            {
                continue;
            }

            for (int i = directive.SpanStart; i < directive.Span.End; i++)
            {
                blanked[i] = code[i] is '\n' or '\r' ? code[i] : ' ';
            }
        }

        return (blanked.ToString(), directives);
    }

    [GeneratedRegex("^#i\\s+\"([^\"]*)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Feed();
}
