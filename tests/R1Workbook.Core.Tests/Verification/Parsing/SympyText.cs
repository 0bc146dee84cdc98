using System.Text.RegularExpressions;
using R1Workbook.Core.Verification.Expressions;
using R1Workbook.Core.Verification.Parsing;

namespace R1Workbook.Core.Tests.Verification.Parsing;

/// <summary>Reads what SymPy prints: the parser reads the formula, and SymPy's own function names become the kinds of
/// the tree.</summary>
internal static partial class SympyText
{
    public static Expression? Read(string text)
    {
        string latex = Backslash().Replace(text, @"\variable{$0}");
        latex = Matrices()
            .Replace(
                latex,
                match =>
                    @"\begin{matrix}"
                    + match
                        .Groups[1]
                        .Value.Trim('[', ']', '\n', ' ')
                        .Replace("],", @"\\", StringComparison.Ordinal)
                        .Replace("[", "", StringComparison.Ordinal)
                        .Replace(",", "&", StringComparison.Ordinal)
                    + @"\end{matrix}"
            );
        latex = Accented().Replace(latex, match => $@"\variable{{{match.Value}}}");
        latex = Names().Replace(latex, @"\operatorname{$1$2}(");
        latex = latex
            .Replace("EmptySet", @"\emptyset", StringComparison.Ordinal)
            .Replace("Naturals", @"\mathbb{N}", StringComparison.Ordinal)
            .Replace("Rationals", @"\mathbb{Q}", StringComparison.Ordinal)
            .Replace("Reals", @"\mathbb{R}", StringComparison.Ordinal)
            .Replace("~(", @"\operatorname{Not}(", StringComparison.Ordinal);
        latex = Euler().Replace(latex, @"\exponentialE ");
        latex = Sets().Replace(latex, @"\{$1\}");
        latex = Sets().Replace(latex, @"\{$1\}");
        return MathParser.Parse(latex).Expression is { } expression ? Kinds(expression) : null;
    }

    private static Expression Kinds(Expression expression)
    {
        if (expression.Parts.Count == 0)
            return expression;
        Expression read = expression.With(expression.Parts.Map(Kinds));
        if (read is not Application { IsKnown: false } application)
            return read;
        ExpressionList arguments = application.Arguments;
        return application.Function switch
        {
            "Eq" => new Relation(
                arguments[0],
                arguments[1] is Collection or SetOperation ? RelationKind.In : RelationKind.Equal,
                arguments[1]
            ),
            "Ne" => new Relation(arguments[0], RelationKind.NotEqual, arguments[1]),
            "Not" when arguments[0] is Relation inner => new Relation(
                inner.Operands[0],
                RelationKind.NotIn,
                inner.Operands[1]
            ),
            "Integral" => Operator(BigOperatorKind.Integral, arguments),
            "Sum" => Operator(BigOperatorKind.Sum, arguments),
            "Product" => Operator(BigOperatorKind.Product, arguments),
            "Limit" => new BigOperator(BigOperatorKind.Limit, arguments[0], (Symbol)arguments[1], arguments[2]),
            "Derivative" => new BigOperator(BigOperatorKind.Derivative, arguments[0], (Symbol)arguments[1]),
            "Interval" => new Interval(arguments[0], arguments[1], true, true),
            "Interval.open" => new Interval(arguments[0], arguments[1], false, false),
            "Union" => new SetOperation(SetOperationKind.Union, arguments),
            "Intersection" => new SetOperation(SetOperationKind.Intersection, arguments),
            "Complement" => new SetOperation(SetOperationKind.Difference, arguments),
            "exp" => new Power(new Constant(ConstantKind.E), arguments[0]),
            _ => read,
        };
    }

    private static BigOperator Operator(BigOperatorKind kind, ExpressionList arguments) =>
        arguments[1] is Collection bounds
            ? new BigOperator(kind, arguments[0], (Symbol)bounds.Items[0], bounds.Items[1], bounds.Items[2])
            : new BigOperator(kind, arguments[0], (Symbol)arguments[1]);

    [GeneratedRegex(@"(?<!_\{)\\[a-z]+ *(_\{\\[a-z]+ *\})?", RegexOptions.CultureInvariant)]
    private static partial Regex Backslash();

    [GeneratedRegex(@"bar\{\w\}(_\{[^{}]*\}|_\w)?|value_?\d", RegexOptions.CultureInvariant)]
    private static partial Regex Accented();

    [GeneratedRegex(
        @"\b(Eq|Ne|Integral|Sum|Product|Limit|Derivative|Interval|Union|Intersection|Complement)(\.open)?\(",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Names();

    [GeneratedRegex(@"Matrix\(\[((?:\s*\[[^\[\]]*\],?)+)\]\)", RegexOptions.CultureInvariant)]
    private static partial Regex Matrices();

    [GeneratedRegex(@"\bE\b", RegexOptions.CultureInvariant)]
    private static partial Regex Euler();

    [GeneratedRegex(
        @"(?<![\w_}\\])\{((?:[^{}]|\\variable\{[^{}]*\}|\\operatorname\{[^{}]*\}|\\\{[^{}]*\\\})*)(?<!\\)\}",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Sets();
}
