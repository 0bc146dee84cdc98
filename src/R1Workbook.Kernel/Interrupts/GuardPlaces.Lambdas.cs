using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace R1Workbook.Kernel.Interrupts;

/// <content>Lambdas and queries; an expression tree holds no guard.</content>
internal sealed partial class GuardPlaces
{
    public override void VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) => Lambda(node);

    public override void VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) => Lambda(node);

    public override void VisitAnonymousMethodExpression(AnonymousMethodExpressionSyntax node) =>
        Block(node.Block, node);

    public override void VisitQueryExpression(QueryExpressionSyntax node)
    {
        if (_model is not null && !IsExpressionTree(_model.Value, node))
        {
            base.VisitQueryExpression(node);
        }
    }

    public override void VisitWhereClause(WhereClauseSyntax node) => Around(node.Condition, Guard + "Pass(", ")");

    private void Lambda(LambdaExpressionSyntax node)
    {
        if (node.Block is { } block)
        {
            Block(block, node);
            return;
        }

        ExpressionSyntax body = node.ExpressionBody!;
        if (
            body is ThrowExpressionSyntax
            || _model is null
            || IsExpressionTree(_model.Value, node)
            || _model.Value.GetSymbolInfo(node, _cancellationToken).Symbol is not IMethodSymbol method
        )
        {
            return;
        }

        bool returns = node.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword)
            ? method.ReturnType is INamedTypeSymbol { IsGenericType: true }
            : !method.ReturnsVoid;
        (string begin, string end) = Within(node, body);
        string check = "{" + Check + begin;
        Around(body, returns ? check + "return " : check, ";" + end + "}");
    }

    private bool IsExpressionTree(SemanticModel model, ExpressionSyntax node)
    {
        if (node is QueryExpressionSyntax query)
        {
            ITypeSymbol? source = model.GetTypeInfo(query.FromClause.Expression, _cancellationToken).Type;
            return source is null
                || source.Name == "IQueryable"
                || source.AllInterfaces.Any(i => i.Name == "IQueryable");
        }

        return model.GetTypeInfo(node, _cancellationToken).ConvertedType
            is INamedTypeSymbol
            {
                Name: "Expression",
                ContainingNamespace: { Name: "Expressions", ContainingNamespace.Name: "Linq" },
            };
    }
}
