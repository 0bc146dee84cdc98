using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace R1Workbook.Kernel.Interrupts;

/// <summary>Finds where a cell needs guards: at the start of each loop, function and lambda, before each goto,
/// around each await.</summary>
internal sealed partial class GuardPlaces : CSharpSyntaxWalker
{
    private const string Guard = "__Guard.";
    private const string Check = Guard + "Check();";

    private readonly List<TextChange> _changes = [];
    private readonly Lazy<SemanticModel>? _model;
    private readonly IStatementCalls? _calls;
    private readonly CancellationToken _cancellationToken;

    private GuardPlaces(Func<SemanticModel>? model, IStatementCalls? calls, CancellationToken cancellationToken)
    {
        _model = model is null ? null : new Lazy<SemanticModel>(model);
        (_calls, _cancellationToken) = (calls, cancellationToken);
    }

    /// <summary>The texts to write in, in the order of the walk.</summary>
    /// <param name="root">The cell as written.</param>
    /// <param name="model">Its meaning; see <see cref="GuardedCode.Of"/>.</param>
    /// <param name="calls">What else goes in; null for guards alone.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    public static IReadOnlyList<TextChange> Find(
        SyntaxNode root,
        Func<SemanticModel>? model,
        IStatementCalls? calls,
        CancellationToken cancellationToken
    )
    {
        var places = new GuardPlaces(model, calls, cancellationToken);
        places.Visit(root);
        return places._changes;
    }

    public override void Visit(SyntaxNode? node)
    {
        if (_calls is not null && node is not null && _calls.Around(node) is ({ } before, { } after))
        {
            Insert(node.SpanStart, before);
            base.Visit(node);
            Insert(node.Span.End, after);
        }
        else
        {
            base.Visit(node);
        }
    }

    // The statement that was reached last: the runtime keeps no line for an index out of range in optimised code.
    public override void VisitCompilationUnit(CompilationUnitSyntax node)
    {
        int reached = GuardedCode.FirstLine(node);
        foreach (MemberDeclarationSyntax member in node.Members)
        {
            if (
                _model is not null
                && GuardedCode.IsStatement(member)
                && GuardedCode.Line(member) is int line
                && line != reached
            )
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

    private void Block(BlockSyntax block, SyntaxNode? function = null)
    {
        (string begin, string end) = Within(function, block);
        Insert(block.OpenBraceToken.Span.End, Check + begin);
        base.VisitBlock(block);
        if (end.Length > 0)
        {
            Insert(block.CloseBraceToken.SpanStart, end);
        }
    }

    private (string Begin, string End) Within(SyntaxNode? function, SyntaxNode body) =>
        (function is null ? null : _calls?.Within(function, body)) ?? ("", "");

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
