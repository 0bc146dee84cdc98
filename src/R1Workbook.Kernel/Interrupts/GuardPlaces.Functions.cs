using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace R1Workbook.Kernel.Interrupts;

/// <content>Functions: methods, constructors, accessors, operators.</content>
internal sealed partial class GuardPlaces
{
    public override void VisitMethodDeclaration(MethodDeclarationSyntax node) =>
        Function(node, node.Body, node.ExpressionBody, node.SemicolonToken, Returns(node.ReturnType, node.Modifiers));

    public override void VisitLocalFunctionStatement(LocalFunctionStatementSyntax node) =>
        Function(node, node.Body, node.ExpressionBody, node.SemicolonToken, Returns(node.ReturnType, node.Modifiers));

    public override void VisitOperatorDeclaration(OperatorDeclarationSyntax node) =>
        Function(node, node.Body, node.ExpressionBody, node.SemicolonToken, Returns(node.ReturnType, node.Modifiers));

    public override void VisitConversionOperatorDeclaration(ConversionOperatorDeclarationSyntax node) =>
        Function(node, node.Body, node.ExpressionBody, node.SemicolonToken, true);

    // A static constructor that throws makes its type unusable for good: only its loops are guarded.
    public override void VisitConstructorDeclaration(ConstructorDeclarationSyntax node)
    {
        if (node.Modifiers.Any(SyntaxKind.StaticKeyword))
        {
            base.VisitConstructorDeclaration(node);
        }
        else
        {
            Visit(node.Initializer);
            Function(node, node.Body, node.ExpressionBody, node.SemicolonToken, false);
        }
    }

    public override void VisitAccessorDeclaration(AccessorDeclarationSyntax node) =>
        Function(
            node,
            node.Body,
            node.ExpressionBody,
            node.SemicolonToken,
            node.IsKind(SyntaxKind.GetAccessorDeclaration)
        );

    private void Function(
        SyntaxNode node,
        BlockSyntax? block,
        ArrowExpressionClauseSyntax? arrow,
        SyntaxToken semicolon,
        bool? returns
    )
    {
        if (block is not null)
        {
            Block(block, node);
        }
        else if (
            arrow is not null
            && returns is { } value
            && arrow.Expression is not ThrowExpressionSyntax
            && (_calls is not null || Calls(arrow.Expression))
        )
        {
            (string begin, string end) = Within(node, arrow.Expression);
            string check = "{" + Check + begin;
            _changes.Add(new TextChange(arrow.ArrowToken.Span, value ? check + "return " : check));
            Visit(arrow.Expression);
            _changes.Add(new TextChange(semicolon.Span, ";" + end + "}"));
        }
        else
        {
            Visit(arrow);
        }
    }

    // Without a call in it an expression neither loops nor recurses.
    private static bool Calls(ExpressionSyntax expression) =>
        expression
            .DescendantNodesAndSelf()
            .Any(n => n is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax);

    // Whether an expression as body is a value to return; null where the syntax does not tell.
    private static bool? Returns(TypeSyntax type, SyntaxTokenList modifiers) =>
        type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } ? false
        : !modifiers.Any(SyntaxKind.AsyncKeyword) ? true
        : type switch
        {
            GenericNameSyntax or QualifiedNameSyntax { Right: GenericNameSyntax } => true,
            IdentifierNameSyntax { Identifier.Text: "Task" or "ValueTask" } => false,
            _ => null,
        };
}
