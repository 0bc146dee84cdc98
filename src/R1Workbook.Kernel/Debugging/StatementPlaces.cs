using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using R1Workbook.Kernel.Interrupts;

namespace R1Workbook.Kernel.Debugging;

/// <summary>Writes the debugger's calls into a cell: one before each statement, one at each end of a
/// function.</summary>
/// <param name="source">The path of the cell.</param>
/// <param name="model">The meaning of the cell as written.</param>
internal sealed class StatementPlaces(string source, SemanticModel model) : IStatementCalls
{
    // The variable that holds a function's frame, by the function.
    private readonly Dictionary<SyntaxNode, string> _frames = [];
    private readonly ScopeValues _scope = new(model);

    /// <summary>The lines of a cell at which a breakpoint can stop it, in order.</summary>
    /// <param name="root">The cell.</param>
    public static IReadOnlyList<int> Lines(SyntaxNode root) =>
        [.. root.DescendantNodes().Where(IsStatement).Select(Line).Distinct().Order()];

    /// <inheritdoc/>
    public (string Before, string After)? Around(SyntaxNode node)
    {
        if (node is CatchClauseSyntax clause)
        {
            return First(clause) ? (Catch(clause, "ThrownInTry"), "") : null;
        }

        if (!IsStatement(node) || Frame(node) is not { } frame)
        {
            return null;
        }

        string call = Call(node, frame);
        return IsListed(node) ? (call, "") : ("{" + call, "}");
    }

    /// <inheritdoc/>
    public (string Begin, string End)? Within(SyntaxNode function, SyntaxNode body)
    {
        string frame = string.Create(CultureInfo.InvariantCulture, $"__frame{_frames.Count}");
        _frames[function] = frame;
        string call = body is ExpressionSyntax ? Call(body, frame) : "";

        // No value can be yielded inside a try that catches.
        string filter = IsIterator(body)
            ? ""
            : $"catch(global::System.Exception __e{frame})when({frame}.Thrown(__e{frame})){{throw;}}";
        return ($"var {frame}=__Debug.Enter();try{{{call}", $"}}{filter}finally{{{frame}.Leave();}}");
    }

    // Whether a node is a statement before which the code may stop.
    private static bool IsStatement(SyntaxNode node) =>
        node
            is StatementSyntax
                and not BlockSyntax
                and not LocalFunctionStatementSyntax
                and not EmptyStatementSyntax
                and not LabeledStatementSyntax
        || node is FieldDeclarationSyntax { Parent: CompilationUnitSyntax };

    // Whether another statement may stand before it without braces.
    private static bool IsListed(SyntaxNode node) =>
        node.Parent
            is BlockSyntax
                or SwitchSectionSyntax
                or GlobalStatementSyntax
                or LabeledStatementSyntax
                or CompilationUnitSyntax;

    private static bool First(CatchClauseSyntax clause) =>
        clause.Parent is TryStatementSyntax { Catches: [var first, ..] } && first == clause;

    private static int Line(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    private static bool IsIterator(SyntaxNode body) =>
        body.DescendantNodesAndSelf(n => !IsFunction(n) || n == body).Any(n => n is YieldStatementSyntax);

    private static bool IsFunction(SyntaxNode node) =>
        node
            is BaseMethodDeclarationSyntax
                or AccessorDeclarationSyntax
                or LocalFunctionStatementSyntax
                or AnonymousFunctionExpressionSyntax
                or BasePropertyDeclarationSyntax;

    private static bool Calls(SyntaxNode node) =>
        node.DescendantNodesAndSelf(n =>
                n == node || n is not StatementSyntax and not AnonymousFunctionExpressionSyntax
            )
            .Any(n => n is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax);

    private string Catch(CatchClauseSyntax clause, string method)
    {
        if (Frame(clause) is not { } frame)
        {
            return "";
        }

        string name = string.Create(CultureInfo.InvariantCulture, $"__e{clause.SpanStart}");
        return $"catch(global::System.Exception {name})when({frame}.{method}({name})){{throw;}}";
    }

    // The expression that gives the frame of the code around a node; null where none was begun: a static constructor.
    private string? Frame(SyntaxNode node) =>
        node.Ancestors().FirstOrDefault(IsFunction) is { } function ? _frames.GetValueOrDefault(function)
        : node.Ancestors().Any(n => n is BaseTypeDeclarationSyntax) ? null
        : "__Debug.Top";

    private string Call(SyntaxNode node, string frame)
    {
        IReadOnlyList<ScopeValue> values = _scope.At(node);
        int place = DebugPlaces.Add(
            new DebugPlace(source, Line(node), Function(node), [.. values.Select(v => v.Name)], Caught(node))
        );
        string handed = $"new object[]{{{string.Join(',', values.Select(v => v.Code))}}}";
        return Calls(node) && values.Count > 0
            ? string.Create(CultureInfo.InvariantCulture, $"if({frame}.At({place},{handed})){frame}.Stop({handed});")
            : string.Create(CultureInfo.InvariantCulture, $"if({frame}.At({place})){frame}.Stop({handed});");
    }

    private string Function(SyntaxNode node)
    {
        SyntaxNode? function = node.AncestorsAndSelf().FirstOrDefault(IsFunction);
        return function is null ? "cell"
            : function is AnonymousFunctionExpressionSyntax ? "a lambda"
            : model.GetDeclaredSymbol(function) is { } symbol
                ? symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)
            : "a function";
    }

    private List<string> Caught(SyntaxNode node)
    {
        List<string> caught = [];
        for (SyntaxNode? inner = node; inner is not null && !IsFunction(inner); inner = inner.Parent)
        {
            if (inner.Parent is TryStatementSyntax guarded && guarded.Block == inner)
            {
                caught.AddRange(guarded.Catches.Select(Type));
            }
        }

        return caught;
    }

    private string Type(CatchClauseSyntax clause) =>
        clause.Declaration is { } declaration
        && model.GetTypeInfo(declaration.Type).Type?.ToDisplayString(TypeNames) is { } name
            ? name
            : "System.Exception";

    private static readonly SymbolDisplayFormat TypeNames = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces
    );
}
