using System.Text;

namespace R1Workbook.Core.Verification.Expressions;

/// <summary>Writes an expression on one line, in the style of SymPy: <c>sqrt(x) + y/2</c>.</summary>
internal static partial class ExpressionText
{
    // How tightly what stands around binds: an expression that binds less tightly than its surroundings gets
    // parentheses.
    private const int List = 0,
        Relation = 1,
        Set = 2,
        Sum = 3,
        Product = 4,
        Power = 5,
        Atom = 6;

    public static string Of(Expression expression)
    {
        StringBuilder text = new();
        Write(text, expression, List);
        return text.ToString();
    }

    private static void Write(StringBuilder text, Expression expression, int around)
    {
        int binding = Binding(expression);
        if (binding < around)
            text.Append('(');
        switch (expression)
        {
            case Number number:
                WriteNumber(text, number);
                break;
            case BasedNumber based:
                text.Append(based.Digits).Append('_').Append(based.Base);
                break;
            case Symbol symbol:
                text.Append(symbol.Name);
                break;
            case Constant constant:
                text.Append(Name(constant.Kind));
                break;
            case Sum sum:
                WriteSum(text, sum);
                break;
            case Product product:
                WriteProduct(text, product);
                break;
            case Power power:
                WritePower(text, power);
                break;
            case Application application:
                Call(text, application.Function, application.Arguments);
                break;
            case BigOperator big:
                Call(text, big.Kind.ToString(), big.Parts);
                break;
            case PlusMinus plusMinus:
                if (plusMinus.Left is not Number { Value.IsZero: true })
                    Write(text, plusMinus.Left, Sum);
                text.Append(
                    plusMinus.Left is Number { Value.IsZero: true }
                        ? plusMinus.MinusFirst
                            ? "∓"
                            : "±"
                        : plusMinus.MinusFirst
                            ? " ∓ "
                            : " ± "
                );
                Write(text, plusMinus.Right, Product);
                break;
            case Quantity quantity:
                Write(text, quantity.Value, Power);
                if (quantity.Unit != "°")
                    text.Append(' ');
                text.Append(quantity.Unit);
                break;
            case Text words:
                text.Append('"').Append(words.Value).Append('"');
                break;
            case Ratio ratio:
                Join(text, ratio.Terms, " : ", Sum);
                break;
            case Relation relation:
                WriteRelation(text, relation);
                break;
            case Logical logical:
                Join(text, logical.Operands, logical.IsOr ? " or " : " and ", Set);
                break;
            case Collection collection:
                WriteCollection(text, collection);
                break;
            case Interval interval:
                text.Append(interval.LowClosed ? '[' : '(');
                Join(text, interval.Parts, ", ", Relation);
                text.Append(interval.HighClosed ? ']' : ')');
                break;
            case NamedSet named:
                text.Append(named.Name);
                break;
            case SetBuilder builder:
                text.Append('{');
                Join(text, builder.Parts, " : ", List);
                text.Append('}');
                break;
            case SetOperation operation:
                Join(
                    text,
                    operation.Operands,
                    operation.Kind switch
                    {
                        SetOperationKind.Union => " ∪ ",
                        SetOperationKind.Intersection => " ∩ ",
                        _ => " ∖ ",
                    },
                    Sum
                );
                break;
            case Matrix matrix:
                WriteMatrix(text, matrix);
                break;
        }
        if (binding < around)
            text.Append(')');
    }

    private static int Binding(Expression expression) =>
        expression switch
        {
            Collection { Kind: CollectionKind.List } or Logical => List,
            Verification.Expressions.Relation => Relation,
            SetOperation or Ratio => Set,
            Verification.Expressions.Sum or PlusMinus => Sum,
            Verification.Expressions.Product => Product,
            Number { IsPercent: false } number => number.Value.Sign < 0 ? Product
            : number.Value.IsInteger || number.Decimals >= 0 ? Atom
            : Product,
            Verification.Expressions.Power power => IsRoot(power) ? Atom : Power,
            Number or Quantity => Power,
            _ => Atom,
        };

    private static bool IsRoot(Power power) =>
        power.Exponent is Number { Value: { IsInteger: false, Numerator.IsOne: true } value } && value.Denominator == 2;

    private static bool IsReciprocal(Expression expression) =>
        expression is Power { Exponent: Number { Value: var exponent } } && exponent == -1;

    private static string Name(ConstantKind kind) =>
        kind switch
        {
            ConstantKind.Pi => "pi",
            ConstantKind.E => "E",
            ConstantKind.I => "I",
            _ => "oo",
        };

    private static void WriteNumber(StringBuilder text, Number number)
    {
        text.Append(number.Decimals > 0 ? Decimal(number.Value, number.Decimals) : number.Value.ToString());
        if (number.IsPercent)
            text.Append('%');
    }

    private static string Decimal(Rational value, int decimals)
    {
        Rational scaled = value * new Rational(System.Numerics.BigInteger.Pow(10, decimals));
        if (!scaled.IsInteger)
            return value.ToString();
        string digits = scaled.Abs().ToString().PadLeft(decimals + 1, '0');
        return (value.Sign < 0 ? "-" : "") + digits[..^decimals] + "." + digits[^decimals..];
    }

    private static void WriteSum(StringBuilder text, Sum sum)
    {
        for (int i = 0; i < sum.Terms.Count; i++)
        {
            Expression term = sum.Terms[i];
            if (i > 0)
            {
                bool negative =
                    term is Number { Value.Sign: < 0 }
                    || (term is Product { Factors: var factors } && factors[0] is Number { Value.Sign: < 0 });
                text.Append(negative ? " - " : " + ");
                if (negative)
                    term = Without(term);
            }
            Write(text, term, Product);
        }
    }

    private static Expression Without(Expression negative)
    {
        if (negative is Number number)
            return number with { Value = -number.Value };
        Product product = (Product)negative;
        Number first = (Number)product.Factors[0];
        if (first.Value != -1)
            return new Product([first with { Value = -first.Value }, .. product.Factors.AsSpan()[1..]]);
        return product.Factors.Count == 2 ? product.Factors[1] : new Product([.. product.Factors.AsSpan()[1..]]);
    }

    private static void WriteProduct(StringBuilder text, Product product)
    {
        bool first = true;
        for (int i = 0; i < product.Factors.Count; i++)
        {
            Expression factor = product.Factors[i];
            if (
                i == 0
                && factor is Number { Value: var value, IsPercent: false }
                && value == -1
                && product.Factors.Count > 1
                && !IsReciprocal(product.Factors[1])
            )
            {
                text.Append('-');
                continue;
            }
            if (factor is Power { Exponent: Number { Value: var exponent } } power && exponent == -1)
            {
                text.Append(first ? "1/" : "/");
                Write(text, power.Base, Power);
            }
            else
            {
                if (!first)
                    text.Append('*');
                Write(text, factor, first && i == 0 ? Product : Power);
            }
            first = false;
        }
    }

    private static void WritePower(StringBuilder text, Power power)
    {
        if (IsRoot(power))
        {
            Call(text, "sqrt", [power.Base]);
            return;
        }
        Write(text, power.Base, Atom);
        text.Append("**");
        Write(text, power.Exponent, Atom);
    }
}
