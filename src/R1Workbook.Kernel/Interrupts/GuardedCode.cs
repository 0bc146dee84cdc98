using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace R1Workbook.Kernel.Interrupts;

/// <summary>The text of a cell with guards written into it. No line is added, so the lines of errors and stack traces
/// stay those of the cell.</summary>
internal static class GuardedCode
{
    /// <summary>The tree with guards; the given one when nothing needs any.</summary>
    /// <param name="tree">The cell as written.</param>
    /// <param name="model">Its meaning; asked only where a lambda may be an expression tree, which holds no guard. Null
    /// to leave lambdas that are expressions alone.</param>
    /// <param name="calls">What else goes in; null for guards alone.</param>
    /// <param name="cancellationToken">Ends the rewriting.</param>
    public static SyntaxTree Of(
        SyntaxTree tree,
        Func<SemanticModel>? model,
        IStatementCalls? calls,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<TextChange> places = GuardPlaces.Find(
            tree.GetRoot(cancellationToken),
            model,
            calls,
            cancellationToken
        );
        if (places.Count == 0)
        {
            return tree;
        }

        // Several texts may go in at one place: they stay in the order of the walk.
        IEnumerable<TextChange> changes = places
            .GroupBy(c => c.Span)
            .OrderBy(g => g.Key.Start)
            .ThenBy(g => g.Key.Length)
            .Select(g => new TextChange(g.Key, string.Concat(g.Select(c => c.NewText))));
        string text = tree.GetText(cancellationToken).WithChanges(changes).ToString();
        return CSharpSyntaxTree.ParseText(
            text,
            (CSharpParseOptions)tree.Options,
            tree.FilePath,
            Encoding.UTF8,
            cancellationToken
        );
    }

    /// <summary>The line of a cell's first statement, which no guard announces; 0 when it has none.</summary>
    /// <param name="root">The cell.</param>
    public static int FirstLine(CompilationUnitSyntax root) =>
        root.Members.FirstOrDefault(IsStatement) is { } first ? Line(first) : 0;

    /// <summary>Whether a member at the top of a cell runs when the cell does.</summary>
    public static bool IsStatement(MemberDeclarationSyntax member) =>
        member is GlobalStatementSyntax or FieldDeclarationSyntax;

    /// <summary>The line of a member, from 1.</summary>
    public static int Line(MemberDeclarationSyntax member) =>
        member.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
}
