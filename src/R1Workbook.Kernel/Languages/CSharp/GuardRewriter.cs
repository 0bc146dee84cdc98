using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace R1Workbook.Kernel.Languages.CSharp;

/// <summary>
/// Writes guards into the text of a cell: at the start of each loop, function and lambda, before each goto, around each
/// await. No line is added, so the lines of errors and stack traces stay those of the cell.
/// </summary>
internal sealed class GuardRewriter : CSharpSyntaxWalker
{
    private const string Guard = "__Guard.";
    private const string Check = Guard + "Check();";

    private readonly List<TextChange> _changes = [];
    private readonly Lazy<SemanticModel>? _model;
    private readonly CancellationToken _cancellationToken;

    private GuardRewriter(Func<SemanticModel>? model, CancellationToken cancellationToken)
    {
        _model = model is null ? null : new Lazy<SemanticModel>(model);
        _cancellationToken = cancellationToken;
    }

    /// <summary>The tree with guards; the given one when nothing needs any.</summary>
    /// <param name="tree">The cell as written.</param>
    /// <param name="model">Its meaning; asked only where a lambda may be an expression tree, which holds no guard. Null
    /// to leave lambdas that are expressions alone.</param>
    /// <param name="cancellationToken">Ends the rewriting.</param>
    public static SyntaxTree Rewrite(SyntaxTree tree, Func<SemanticModel>? model, CancellationToken cancellationToken)
    {
        var rewriter = new GuardRewriter(model, cancellationToken);
        rewriter.Visit(tree.GetRoot(cancellationToken));
        if (rewriter._changes.Count == 0)
        {
            return tree;
        }

        // Several texts may go in at one place: they stay in the order of the walk.
        IEnumerable<TextChange> changes = rewriter
            ._changes.GroupBy(c => c.Span)
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

    // The statement that was reached last: the runtime keeps no line for an index out of range in optimised code.
    public override void VisitCompilationUnit(CompilationUnitSyntax node)
    {
        int reached = FirstLine(node);
        foreach (MemberDeclarationSyntax member in node.Members)
        {
            if (_model is not null && IsStatement(member) && Line(member) is int line && line != reached)
            {
                Insert(member.SpanStart, string.Create(CultureInfo.InvariantCulture, $"{Guard}At({line});"));
                reached = line;
            }

            Visit(member);
        }
    }

    public override void VisitWhileStatement(WhileStatementSyntax node)
    {
        Visit(node.Condition);
        Body(node.Statement);
    }

    public override void VisitDoStatement(DoStatementSyntax node)
    {
        Body(node.Statement);
        Visit(node.Condition);
    }

    public override void VisitForStatement(ForStatementSyntax node)
    {
        Visit(node.Declaration);
        foreach (ExpressionSyntax part in node.Initializers)
        {
            Visit(part);
        }

        Visit(node.Condition);
        foreach (ExpressionSyntax part in node.Incrementors)
        {
            Visit(part);
        }

        Body(node.Statement);
    }

    public override void VisitForEachStatement(ForEachStatementSyntax node)
    {
        Visit(node.Expression);
        Body(node.Statement);
    }

    public override void VisitForEachVariableStatement(ForEachVariableStatementSyntax node)
    {
        Visit(node.Expression);
        Body(node.Statement);
    }

    public override void VisitGotoStatement(GotoStatementSyntax node)
    {
        Insert(node.SpanStart, "{" + Check);
        base.VisitGotoStatement(node);
        Insert(node.Span.End, "}");
    }

    public override void VisitAwaitExpression(AwaitExpressionSyntax node)
    {
        Around(node.Expression, Guard + "Await(", ")");
    }

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

    public override void VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) => Lambda(node);

    public override void VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) => Lambda(node);

    public override void VisitAnonymousMethodExpression(AnonymousMethodExpressionSyntax node) => Block(node.Block);

    public override void VisitQueryExpression(QueryExpressionSyntax node)
    {
        if (_model is not null && !IsExpressionTree(_model.Value, node))
        {
            base.VisitQueryExpression(node);
        }
    }

    public override void VisitWhereClause(WhereClauseSyntax node) => Around(node.Condition, Guard + "Pass(", ")");

    private static bool IsStatement(MemberDeclarationSyntax member) =>
        member is GlobalStatementSyntax or FieldDeclarationSyntax;

    private static int Line(MemberDeclarationSyntax member) =>
        member.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    private void Lambda(LambdaExpressionSyntax node)
    {
        if (node.Block is { } block)
        {
            Block(block);
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
        Around(body, returns ? "{" + Check + "return " : "{" + Check, ";}");
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
            Block(block);
        }
        else if (
            arrow is not null
            && returns is { } value
            && arrow.Expression is not ThrowExpressionSyntax
            && Calls(arrow.Expression)
        )
        {
            _changes.Add(new TextChange(arrow.ArrowToken.Span, value ? "{" + Check + "return " : "{" + Check));
            Visit(arrow.Expression);
            _changes.Add(new TextChange(semicolon.Span, ";}"));
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

    private void Block(BlockSyntax block)
    {
        Insert(block.OpenBraceToken.Span.End, Check);
        base.VisitBlock(block);
    }

    private void Body(StatementSyntax statement)
    {
        if (statement is BlockSyntax block)
        {
            Block(block);
        }
        else
        {
            Around(statement, "{" + Check, "}");
        }
    }

    private void Around(SyntaxNode node, string before, string after)
    {
        Insert(node.SpanStart, before);
        Visit(node);
        Insert(node.Span.End, after);
    }

    private void Insert(int position, string text) => _changes.Add(new TextChange(new TextSpan(position, 0), text));
}
