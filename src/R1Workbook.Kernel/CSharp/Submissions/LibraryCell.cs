using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace R1Workbook.Kernel.CSharp.Submissions;

/// <summary>
/// The part of a cell that a script cannot hold, compiled as a library of its own: namespaces, classes with extension
/// members, types of file scope. All types of such a cell go there; its statements, which may use them, stay in the
/// script.
/// </summary>
/// <param name="Library">The cell with everything but its usings and types blanked out.</param>
/// <param name="Script">The cell with its types blanked out; lines and columns stay.</param>
/// <param name="Types">The full names of the types at the top of the library.</param>
internal sealed record LibraryCell(SyntaxTree Library, string Script, IReadOnlyList<string> Types)
{
    /// <summary>Takes the library out of a cell.</summary>
    /// <param name="tree">The cell.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The two parts; null when the whole cell can be a script.</returns>
    public static LibraryCell? Split(SyntaxTree tree, CancellationToken cancellationToken)
    {
        CompilationUnitSyntax root = tree.GetCompilationUnitRoot(cancellationToken);
        if (!root.Members.Any(NeedsLibrary))
        {
            return null;
        }

        string code = tree.GetText(cancellationToken).ToString();
        var library = new StringBuilder(code);
        var script = new StringBuilder(code);
        foreach (MemberDeclarationSyntax member in root.Members)
        {
            Blank(IsType(member) ? script : library, code, member.Span.Start, member.Span.End);
        }

        var options = ((CSharpParseOptions)tree.Options).WithKind(SourceCodeKind.Regular);
        SyntaxTree parsed = CSharpSyntaxTree.ParseText(
            library.ToString(),
            options,
            tree.FilePath,
            Encoding.UTF8,
            cancellationToken
        );
        return new LibraryCell(
            parsed,
            script.ToString(),
            [.. root.Members.Where(IsType).SelectMany(m => TypeNames(m, ""))]
        );
    }

    private static bool IsType(MemberDeclarationSyntax member) =>
        member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax or BaseNamespaceDeclarationSyntax;

    private static bool NeedsLibrary(MemberDeclarationSyntax member) =>
        member is BaseNamespaceDeclarationSyntax
        || (IsType(member) && member.Modifiers.Any(SyntaxKind.FileKeyword))
        || (
            member is ClassDeclarationSyntax type
            && type.Members.Any(m =>
                m is ExtensionBlockDeclarationSyntax
                || (
                    m is MethodDeclarationSyntax { ParameterList.Parameters: [var first, ..] }
                    && first.Modifiers.Any(SyntaxKind.ThisKeyword)
                )
            )
        );

    private static IEnumerable<string> TypeNames(MemberDeclarationSyntax member, string prefix) =>
        member switch
        {
            BaseNamespaceDeclarationSyntax space => space.Members.SelectMany(m =>
                TypeNames(m, $"{prefix}{space.Name}.")
            ),
            TypeDeclarationSyntax type =>
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{prefix}{type.Identifier.Text}`{type.TypeParameterList?.Parameters.Count ?? 0}"
                ),
            ],
            BaseTypeDeclarationSyntax type => [$"{prefix}{type.Identifier.Text}`0"],
            DelegateDeclarationSyntax type =>
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{prefix}{type.Identifier.Text}`{type.TypeParameterList?.Parameters.Count ?? 0}"
                ),
            ],
            _ => [],
        };

    private static void Blank(StringBuilder text, string code, int start, int end)
    {
        for (int i = start; i < end; i++)
        {
            text[i] = code[i] is '\n' or '\r' ? code[i] : ' ';
        }
    }
}
