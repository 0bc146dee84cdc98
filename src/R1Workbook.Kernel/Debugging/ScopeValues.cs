using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace R1Workbook.Kernel.Debugging;

/// <summary>A value that code can hand to the debugger at some place.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Code">The expression that gives it.</param>
internal sealed record ScopeValue(string Name, string Code);

/// <summary>
/// Which local variables and parameters a place can read: those in scope that certainly have a value there and fit into
/// an object. Variables of an outer function only where the inner one uses them anyway: a read that was not there would
/// make the compiler keep them longer.
/// </summary>
/// <param name="model">The meaning of the cell.</param>
internal sealed class ScopeValues(SemanticModel model)
{
    private readonly Dictionary<SyntaxNode, HashSet<ISymbol>> _used = [];

    /// <summary>The values at a statement, or at an expression that is a whole body.</summary>
    public IReadOnlyList<ScopeValue> At(SyntaxNode node)
    {
        DataFlowAnalysis? flow = node switch
        {
            StatementSyntax statement => model.AnalyzeDataFlow(statement),
            ExpressionSyntax expression => model.AnalyzeDataFlow(expression),
            _ => null,
        };
        if (flow is not { Succeeded: true })
        {
            return [];
        }

        HashSet<ISymbol> assigned = new(flow.DefinitelyAssignedOnEntry, SymbolEqualityComparer.Default);
        ISymbol? function = model.GetEnclosingSymbol(node.SpanStart);
        HashSet<ISymbol> used = Used(node);
        List<ScopeValue> values = [];
        if (This(function, assigned, used))
        {
            values.Add(new ScopeValue("this", "this"));
        }

        values.AddRange(
            model
                .LookupSymbols(node.SpanStart)
                .Where(s => s is ILocalSymbol or IParameterSymbol && s.CanBeReferencedByName)
                .Where(s => assigned.Contains(s) || s is ILocalSymbol { IsConst: true })
                .Where(s => SymbolEqualityComparer.Default.Equals(s.ContainingSymbol, function) || used.Contains(s))
                .Where(s => FitsAnObject(s is ILocalSymbol local ? local.Type : ((IParameterSymbol)s).Type))
                .OrderBy(s => s.Locations.FirstOrDefault()?.SourceSpan.Start ?? 0)
                .Select(s => new ScopeValue(s.Name, "@" + s.Name))
        );
        return values;
    }

    private static bool This(ISymbol? function, HashSet<ISymbol> assigned, HashSet<ISymbol> used)
    {
        if (function is not IMethodSymbol { IsStatic: false, ContainingType: { IsScriptClass: false } type } method)
        {
            return false;
        }

        return method.MethodKind is MethodKind.AnonymousFunction or MethodKind.LocalFunction
            ? used.Any(s => s is IParameterSymbol { IsThis: true }) && type.IsReferenceType
            : FitsAnObject(type) && (type.IsReferenceType || assigned.Any(s => s is IParameterSymbol { IsThis: true }));
    }

    private static bool FitsAnObject(ITypeSymbol type) =>
        !type.IsRefLikeType
        && type is not IErrorTypeSymbol
        && type.TypeKind is not TypeKind.Pointer and not TypeKind.FunctionPointer
        && type is not ITypeParameterSymbol { AllowsRefLikeType: true };

    // What the function around a place reads or writes, its own and what it captures.
    private HashSet<ISymbol> Used(SyntaxNode node)
    {
        SyntaxNode? body = node.AncestorsAndSelf()
            .Select(n =>
                n switch
                {
                    AnonymousFunctionExpressionSyntax lambda => lambda.Body,
                    LocalFunctionStatementSyntax local => (SyntaxNode?)local.Body ?? local.ExpressionBody?.Expression,
                    _ => null,
                }
            )
            .FirstOrDefault(b => b is not null);
        if (body is null)
        {
            return [];
        }

        if (!_used.TryGetValue(body, out HashSet<ISymbol>? used))
        {
            DataFlowAnalysis? flow = body is StatementSyntax statement
                ? model.AnalyzeDataFlow(statement)
                : model.AnalyzeDataFlow((ExpressionSyntax)body);
            _used[body] = used = flow is { Succeeded: true }
                ? new(flow.ReadInside.Concat(flow.WrittenInside), SymbolEqualityComparer.Default)
                : new(SymbolEqualityComparer.Default);
        }

        return used;
    }
}
