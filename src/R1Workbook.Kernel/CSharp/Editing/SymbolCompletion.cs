using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.CSharp.Editing;

/// <summary>The symbols and keywords that may stand at a place of a cell.</summary>
internal static class SymbolCompletion
{
    // A client shows a dozen at a time; signatures beyond this many are never read.
    private const int MostDetails = 50;

    private static readonly string[] Keywords =
    [
        .. SyntaxFacts
            .GetReservedKeywordKinds()
            .Select(SyntaxFacts.GetText)
            .Where(t => !t.StartsWith("__", StringComparison.Ordinal)),
        "async",
        "await",
        "dynamic",
        "file",
        "from",
        "global",
        "group",
        "init",
        "join",
        "let",
        "nameof",
        "not",
        "notnull",
        "orderby",
        "partial",
        "record",
        "required",
        "select",
        "unmanaged",
        "var",
        "when",
        "where",
        "with",
        "yield",
    ];

    /// <summary>The candidates that begin with the prefix, whatever their case: those of the cell and its script
    /// first.</summary>
    /// <param name="model">The meaning of the cell.</param>
    /// <param name="scope">What needs no dot.</param>
    /// <param name="word">The name at the cursor.</param>
    /// <param name="prefix">What of it was written so far.</param>
    public static IReadOnlyList<CompletionItem> At(
        SemanticModel model,
        ScopeNames scope,
        SyntaxToken word,
        string prefix
    )
    {
        (IEnumerable<ISymbol> symbols, bool keywords) = Symbols(
            model,
            word,
            position => scope.Symbols(model, position, prefix)
        );
        var groups = symbols
            .Where(s => s.CanBeReferencedByName && s.Name != word.Text && Matches(s.Name, prefix) && !IsHidden(s))
            .GroupBy(s => s.Name, StringComparer.Ordinal)
            .Select(g => (Name: g.Key, Symbol: g.First(), Count: g.Count()))
            .OrderBy(g => Rank(g.Symbol, g.Name, prefix))
            .ThenBy(g => g.Name, StringComparer.OrdinalIgnoreCase)
            .ToList();
        var items = groups.Select(
            (g, i) =>
                new CompletionItem(Escaped(g.Name), Kind(g.Symbol), i < MostDetails ? Detail(g.Symbol, g.Count) : "")
        );
        return keywords
            ?
            [
                .. items,
                .. Keywords
                    .Where(k => Matches(k, prefix))
                    .Order(StringComparer.Ordinal)
                    .Select(k => new CompletionItem(k, "keyword")),
            ]
            : [.. items];
    }

    private static (IEnumerable<ISymbol> Symbols, bool Keywords) Symbols(
        SemanticModel model,
        SyntaxToken word,
        Func<int, IEnumerable<ISymbol>> inScope
    )
    {
        int position = word.SpanStart;
        SyntaxNode? name = word.Parent;
        SyntaxToken before = word.GetPreviousToken();
        switch (name?.Parent)
        {
            case MemberAccessExpressionSyntax access when access.Name == name:
                return (Members(model, position, access.Expression), false);
            case QualifiedNameSyntax qualified when qualified.Right == name:
                return (Members(model, position, qualified.Left), false);
            case MemberBindingExpressionSyntax binding
                when binding.Ancestors().OfType<ConditionalAccessExpressionSyntax>().FirstOrDefault()
                    is { } conditional:
                return (Instance(model, position, model.GetTypeInfo(conditional.Expression).Type), false);
            case UsingDirectiveSyntax:
                return (inScope(position).OfType<INamespaceSymbol>(), false);
            case ObjectCreationExpressionSyntax or TypeOfExpressionSyntax:
                return (inScope(position).OfType<INamespaceOrTypeSymbol>(), false);
        }

        if (Initialized(model, before) is { } type)
        {
            IEnumerable<ISymbol> members = model
                .LookupSymbols(position, type)
                .Where(s => !s.IsStatic && s is IPropertySymbol { SetMethod: not null } or IFieldSymbol);

            // A first name alone could still become an element of a collection.
            return before.Parent.IsKind(SyntaxKind.ObjectInitializerExpression)
                ? (members, false)
                : (members.Concat(inScope(position)), true);
        }

        IEnumerable<ISymbol> parameters = name?.Parent is ArgumentSyntax { NameColon: null, Parent.Parent: { } call }
            ? model
                .GetMemberGroup(call is InvocationExpressionSyntax i ? i.Expression : call)
                .OfType<IMethodSymbol>()
                .SelectMany(m => m.Parameters)
            : [];
        return (parameters.Concat(inScope(position).Where(s => !IsOfScriptClass(s))), true);
    }

    private static IEnumerable<ISymbol> Members(SemanticModel model, int position, ExpressionSyntax left)
    {
        SymbolInfo info = model.GetSymbolInfo(left);
        ISymbol? symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        return symbol switch
        {
            INamespaceSymbol space => model.LookupNamespacesAndTypes(position, space),
            ITypeSymbol type => model
                .LookupSymbols(position, type)
                .Where(s => s.IsStatic || s is INamedTypeSymbol || s is IFieldSymbol { IsConst: true }),
            _ => Instance(model, position, model.GetTypeInfo(left).Type),
        };
    }

    private static IEnumerable<ISymbol> Instance(SemanticModel model, int position, ITypeSymbol? type)
    {
        if (type is null or IErrorTypeSymbol)
        {
            return [];
        }

        return model
            .LookupSymbols(position, type, includeReducedExtensionMethods: true)
            .Where(s => !s.IsStatic && s is not INamedTypeSymbol);
    }

    // The type of the object whose initialiser's next member is being written.
    private static ITypeSymbol? Initialized(SemanticModel model, SyntaxToken before) =>
        before.Kind() is SyntaxKind.OpenBraceToken or SyntaxKind.CommaToken
        && before.Parent is InitializerExpressionSyntax initializer
        && initializer.Parent is BaseObjectCreationExpressionSyntax creation
            ? model.GetTypeInfo(creation).Type
            : null;

    // Equals and the like of the class that a script becomes.
    private static bool IsOfScriptClass(ISymbol symbol) =>
        symbol is IMethodSymbol { ContainingType.SpecialType: SpecialType.System_Object };

    private static bool IsHidden(ISymbol symbol) =>
        symbol.IsImplicitlyDeclared && symbol is not INamespaceSymbol and not IParameterSymbol
        || (
            symbol is not INamespaceSymbol
            && symbol.Locations.Any(l => l.IsInMetadata)
            && symbol.GetAttributes().Any(IsHiding)
        );

    private static bool IsHiding(AttributeData attribute) =>
        attribute.AttributeClass?.Name == "EditorBrowsableAttribute"
        && attribute.ConstructorArguments is [{ Value: 1 }];

    private static bool Matches(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);

    private static int Rank(ISymbol symbol, string name, string prefix) =>
        (symbol is INamespaceSymbol || symbol.Locations.Any(l => l.IsInMetadata) ? 2 : 0)
        + (name.StartsWith(prefix, StringComparison.Ordinal) ? 0 : 1);

    private static string Escaped(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    private static string Detail(ISymbol symbol, int count)
    {
        string signature = symbol is INamespaceSymbol ? symbol.ToDisplayString() : symbol.ToDisplayString(Signatures);
        return count == 1
            ? signature
            : string.Create(CultureInfo.InvariantCulture, $"{signature} (+ {count - 1} overloads)");
    }

    /// <summary>How signatures read.</summary>
    public static SymbolDisplayFormat Signatures { get; } =
        SymbolDisplayFormat.MinimallyQualifiedFormat.AddParameterOptions(
            SymbolDisplayParameterOptions.IncludeDefaultValue
        );

    private static string Kind(ISymbol symbol) =>
        symbol switch
        {
            IMethodSymbol => "method",
            IPropertySymbol => "property",
            IEventSymbol => "event",
            IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum } => "enum",
            IFieldSymbol { ContainingType.IsScriptClass: true }
            or ILocalSymbol
            or IParameterSymbol
            or IRangeVariableSymbol => "variable",
            IFieldSymbol => "field",
            INamespaceSymbol => "namespace",
            ITypeSymbol { TypeKind: TypeKind.Struct } => "struct",
            ITypeSymbol { TypeKind: TypeKind.Interface } => "interface",
            ITypeSymbol { TypeKind: TypeKind.Enum } => "enum",
            ITypeSymbol { TypeKind: TypeKind.Delegate } => "delegate",
            ITypeSymbol => "class",
            _ => "variable",
        };
}
