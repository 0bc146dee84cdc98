using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.CSharp.Editing;

/// <summary>Signature and documentation of the symbol at a place of a cell.</summary>
internal static class SymbolInspection
{
    private static readonly SymbolDisplayFormat Types = SymbolDisplayFormat.CSharpErrorMessageFormat.WithKindOptions(
        SymbolDisplayKindOptions.IncludeTypeKeyword
    );

    /// <summary>The symbol named at the place, or else the one called around it; null when there is none.</summary>
    /// <param name="compilation">The cell's compilation.</param>
    /// <param name="model">Its meaning.</param>
    /// <param name="start">Where the word at the cursor begins.</param>
    /// <param name="cursor">The cursor.</param>
    public static Inspection? At(CSharpCompilation compilation, SemanticModel model, int start, int cursor)
    {
        SyntaxToken token = model.SyntaxTree.GetRoot().FindToken(start);
        (ISymbol? symbol, int others) =
            token.IsKind(SyntaxKind.IdentifierToken) && token.Span.Contains(start)
            || token.Parent is PredefinedTypeSyntax
                ? Named(model, token)
                : (null, 0);
        if (symbol is null)
        {
            (symbol, others) = Called(model, model.SyntaxTree.GetRoot().FindToken(Math.Max(0, cursor - 1)), cursor);
        }

        return symbol is null ? null : Describe(compilation, symbol, others);
    }

    private static (ISymbol? Symbol, int Others) Named(SemanticModel model, SyntaxToken token)
    {
        SyntaxNode node = token.Parent!;
        if (node.Parent is ObjectCreationExpressionSyntax creation && creation.Type == node)
        {
            return Best(model, creation);
        }

        return model.GetDeclaredSymbol(node) is { } declared ? (declared, 0) : Best(model, node);
    }

    private static (ISymbol? Symbol, int Others) Called(SemanticModel model, SyntaxToken token, int cursor)
    {
        ArgumentListSyntax? arguments = token
            .Parent?.AncestorsAndSelf()
            .OfType<ArgumentListSyntax>()
            .FirstOrDefault(a => a.SpanStart < cursor && (cursor < a.Span.End || a.CloseParenToken.IsMissing));
        return arguments?.Parent switch
        {
            InvocationExpressionSyntax invocation => Best(model, invocation.Expression),
            ObjectCreationExpressionSyntax creation => Best(model, creation),
            _ => (null, 0),
        };
    }

    private static (ISymbol? Symbol, int Others) Best(SemanticModel model, SyntaxNode node)
    {
        SymbolInfo info = model.GetSymbolInfo(node);
        int group = model.GetMemberGroup(node).Length;
        ISymbol? symbol =
            info.Symbol ?? info.CandidateSymbols.FirstOrDefault() ?? model.GetMemberGroup(node).FirstOrDefault();
        if (symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor)
        {
            group = constructor.ContainingType.InstanceConstructors.Length;
        }

        return (symbol, Math.Max(0, group - 1));
    }

    private static Inspection Describe(CSharpCompilation compilation, ISymbol symbol, int others)
    {
        string signature =
            symbol is INamedTypeSymbol
                ? symbol.ToDisplayString(Types)
                : symbol.ToDisplayString(SymbolCompletion.Signatures);
        if (others > 0)
        {
            signature = string.Create(CultureInfo.InvariantCulture, $"{signature} (+ {others} overloads)");
        }

        string kind = symbol switch
        {
            ILocalSymbol => "(local variable) ",
            IFieldSymbol { ContainingType.IsScriptClass: true } => "(variable) ",
            IParameterSymbol => "(parameter) ",
            IMethodSymbol { ReducedFrom: not null } or IMethodSymbol { IsExtensionMethod: true } => "(extension) ",
            INamespaceSymbol => "namespace ",
            _ => "",
        };
        var text = new StringBuilder(kind).Append(signature);
        var markdown = new StringBuilder("```csharp\n").Append(kind).Append(signature).Append("\n```");
        if (SymbolDocumentation.Of(symbol, compilation) is { } documentation)
        {
            text.Append("\n\n").Append(DocumentationText.Render(documentation, markdown: false));
            markdown.Append("\n\n").Append(DocumentationText.Render(documentation, markdown: true));
        }

        return new Inspection(text.ToString().TrimEnd(), markdown.ToString().TrimEnd());
    }
}
