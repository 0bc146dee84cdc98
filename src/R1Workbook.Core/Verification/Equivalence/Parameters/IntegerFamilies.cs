using R1Workbook.Core.Verification.Equivalence.Exact;
using R1Workbook.Core.Verification.Equivalence.NormalForms;
using R1Workbook.Core.Verification.Expressions;
using R1Workbook.Core.Verification.Reading;

namespace R1Workbook.Core.Verification.Equivalence.Parameters;

/// <summary>
/// Values that an integer runs through, a + b·k for all k: compared as sets, so that π/2 + kπ and -π/2 + nπ are the
/// same, and so are 2k and the multiples of 4 together with those that leave 2.
/// </summary>
internal static class IntegerFamilies
{
    private const int MostClasses = 120;

    private sealed record Family(Polynomial Offset, Monomial Unit, Rational Period);

    /// <summary>Whether both answers are such families and have the same values; null where one of them is
    /// none.</summary>
    public static bool? AreSame(
        Expression gold,
        AnswerConditions goldSays,
        Expression answer,
        AnswerConditions answerSays
    )
    {
        NormalFormBuilder builder = new(new Atoms(), new WorkBudget());
        (goldSays, answerSays) = (Beside(answer, gold, goldSays), Beside(gold, answer, answerSays));
        if (Read(gold, goldSays, builder) is not { } wanted || Read(answer, answerSays, builder) is not { } given)
            return null;
        Monomial unit = wanted[0].Unit;
        if (wanted.Concat(given).Any(family => !family.Unit.Equals(unit)))
            return null;
        // All periods divide their least common multiple; modulo it each family is a few classes.
        Rational period = wanted
            .Concat(given)
            .Aggregate(wanted[0].Period, (all, family) => Multiple(all, family.Period));
        if (Classes(wanted, unit, period) is not { } left || Classes(given, unit, period) is not { } right)
            return null;
        return left.All(a => right.Exists(b => Congruent(a, b, unit, period)))
            && right.All(b => left.Exists(a => Congruent(a, b, unit, period)));
    }

    /// <summary>n = 4k + 1 beside n ≡ 1 (mod 4): the letter that is not sought is any integer.</summary>
    private static AnswerConditions Beside(Expression congruence, Expression other, AnswerConditions says)
    {
        bool isClass = congruence is Relation { Operands: [Symbol, Application { Function: "pmod" }] };
        HashSet<string> letters = [];
        if (isClass)
            ExpressionTraits.Collect(RelationValue.Value(other) ?? other, letters);
        return
            letters.Count == 1
            && "kmntjsq".Contains(letters.First(), StringComparison.Ordinal)
            && !says.Declares(letters.First())
            ? says with
            {
                Integers = new HashSet<string>([.. says.Integers, letters.First()]),
            }
            : says;
    }

    private static Rational Multiple(Rational a, Rational b) => a * b / ExactValue.GreatestCommonDivisor(a, b);

    private static List<Polynomial>? Classes(List<Family> families, Monomial unit, Rational period)
    {
        List<Polynomial> classes = [];
        foreach (Family family in families)
        {
            if (!(period / family.Period).TryInt(out int count) || count + classes.Count > MostClasses)
                return null;
            for (int i = 0; i < count; i++)
            {
                Polynomial shifted = new();
                shifted.Add(family.Offset, 1);
                shifted.Add(unit, family.Period * i);
                classes.Add(shifted);
            }
        }
        return classes;
    }

    private static bool Congruent(Polynomial a, Polynomial b, Monomial unit, Rational period)
    {
        Polynomial difference = new();
        difference.Add(a, 1);
        difference.Add(b, -1);
        if (difference.IsZero)
            return true;
        return difference.TrySingle(out Monomial monomial, out Rational coefficient)
            && monomial.Equals(unit)
            && (coefficient / period).IsInteger;
    }

    private static List<Family>? Read(Expression expression, AnswerConditions says, NormalFormBuilder builder)
    {
        if (
            expression
                is SetBuilder
                {
                    Element: var element,
                    Condition: Relation { Operands: [Symbol index, NamedSet { Name: "Z" }] } domain
                }
            && domain.IsAll(RelationKind.In)
        )
        {
            HashSet<string> integers = [.. says.Integers, index.Name];
            return Read(element, says with { Integers = integers }, builder);
        }
        if (
            expression is Relation
            {
                Operands: [Symbol, Application { Function: "pmod", Arguments: [var residue, var modulus] }]
            }
        )
        {
            Rational value = ExactValue.Of(residue),
                size = ExactValue.Of(modulus);
            return value.IsValid && size.IsValid && size.Sign > 0
                ? [new Family(Polynomial.Constant(value), Monomial.One, size)]
                : null;
        }
        if (expression is Collection { Kind: not CollectionKind.Tuple, Items: { Count: > 0 and < 20 } items })
        {
            List<Family> all = [];
            foreach (Expression item in items)
            {
                if (Read(item, says, builder) is not { } each)
                    return null;
                all.AddRange(each);
            }
            return all;
        }
        if (PlusMinusExpansion.Has(expression) && PlusMinusExpansion.Expand(expression) is { } signs)
            return Read(new Collection(CollectionKind.List, [.. signs]), says, builder);
        if (expression is Relation or Logical)
        {
            return expression is Logical { IsOr: true, Operands: var either }
                    ? Read(new Collection(CollectionKind.List, either), says, builder)
                : RelationValue.Value(expression) is { } named ? Read(named, says, builder)
                : null;
        }
        return Linear(expression, says, builder) is { } family ? [family] : null;
    }

    /// <summary>An expression that is linear in one integer letter.</summary>
    private static Family? Linear(Expression expression, AnswerConditions says, NormalFormBuilder builder)
    {
        expression = expression is Quantity { Unit: "°" } quantity ? quantity.Value : expression;
        HashSet<string> symbols = [];
        if (
            !ExpressionTraits.IsScalar(expression)
            || ExpressionTraits.Collect(expression, symbols)
            || symbols.Count != 1
        )
        {
            return null;
        }

        string letter = symbols.First();
        if (!ParameterNames.IsInteger(letter, expression, says))
            return null;
        if (
            builder.Build(expression) is not { IsPolynomial: true } form
            || builder.Build(new Symbol(letter)) is not { } index
            || !index.Numerator.TrySingle(out Monomial name, out _)
        )
        {
            return null;
        }

        Polynomial offset = new();
        Monomial? unit = null;
        Rational period = Rational.Zero;
        foreach ((Monomial monomial, Rational coefficient) in form.Numerator.Terms)
        {
            int at = Array.IndexOf(monomial.Atoms, name.Atoms[0]);
            if (at < 0)
            {
                offset.Add(monomial, coefficient);
                continue;
            }
            if (!monomial.Exponents[at].IsOne || unit is not null)
                return null;
            (unit, period) = (monomial.With(at, 0), coefficient.Abs());
        }
        return unit is null || period.IsZero ? null : new Family(offset, unit, period);
    }
}
