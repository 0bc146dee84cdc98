using System.Text.RegularExpressions;
using R1Workbook.Core.Verification.Equivalence.Exact;
using R1Workbook.Core.Verification.Equivalence.NormalForms;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence.Parameters;

/// <summary>
/// The arbitrary constants of a general solution: y = C_1 e^x + C_2 e^-x, whose constants may be called c_1 and c_2, A
/// and B, or one like the other. Only where the gold answer numbers them and each is a factor of one term, so that
/// every value of the one answer is one of the other.
/// </summary>
internal static partial class ConstantNames
{
    private const int Most = 3;

    /// <summary>Whether two equations of one unknown function are the same with their constants renamed in some
    /// order.</summary>
    public static bool AreSame(Expression gold, Expression answer, VerificationSettings settings)
    {
        if (
            gold is not Relation { Operands: [var name, var wanted] } equation
            || !equation.IsAll(RelationKind.Equal)
            || name is not (Symbol or Application { IsKnown: false })
            || (
                answer is Relation { Operands: [_, var right] } other && other.IsAll(RelationKind.Equal)
                    ? right
                    : answer
            )
                is not { } given
            || !ExpressionTraits.IsScalar(given)
        )
        {
            return false;
        }

        List<string> numbered = [.. Names(wanted).Where(each => Numbered().IsMatch(each))],
            constants = [.. Names(given).Where(each => Constant().IsMatch(each))];
        HashSet<string> variables = [.. Names(wanted).Except(numbered)],
            others = [.. Names(given).Except(constants)];
        if (
            numbered.Count is < 2 or > Most
            || constants.Count != numbered.Count
            || variables.Count != 1
            || !variables.SetEquals(others)
            || !AreFactors(wanted, numbered)
        )
        {
            return false;
        }

        return Orders(constants)
            .Any(order =>
            {
                Dictionary<string, string> names = [];
                for (int i = 0; i < order.Count; i++)
                    names[order[i]] = numbered[i];
                return ExpressionEquality.Compare(wanted, VariableRenaming.Rename(given, names), settings).AreEqual;
            });
    }

    private static IEnumerable<string> Names(Expression expression)
    {
        HashSet<string> names = [];
        ExpressionTraits.Collect(expression, names);
        return names.Order(StringComparer.Ordinal);
    }

    /// <summary>Whether each constant is a factor, to the first power, of terms without other constants.</summary>
    private static bool AreFactors(Expression expression, List<string> constants)
    {
        NormalFormBuilder builder = new(new Atoms(), new WorkBudget());
        if (builder.Build(expression) is not { IsPolynomial: true } form)
            return false;
        HashSet<int> atoms = [];
        foreach (string constant in constants)
        {
            if (
                builder.Build(new Symbol(constant)) is not { } single
                || !single.Numerator.TrySingle(out Monomial one, out _)
            )
            {
                return false;
            }

            atoms.Add(one.Atoms[0]);
        }
        HashSet<int> seen = [];
        foreach ((Monomial monomial, _) in form.Numerator.Terms)
        {
            int[] held = [.. monomial.Atoms.Where(atoms.Contains)];
            if (
                held.Length > 1
                || (held.Length == 1 && !monomial.Exponents[Array.IndexOf(monomial.Atoms, held[0])].IsOne)
            )
            {
                return false;
            }

            seen.UnionWith(held);
        }
        return seen.Count == atoms.Count;
    }

    private static IEnumerable<List<string>> Orders(List<string> names) =>
        names.Count <= 1
            ? [names]
            : names.SelectMany(first =>
                Orders([.. names.Where(name => name != first)]).Select(rest => (List<string>)[first, .. rest])
            );

    [GeneratedRegex(@"^[cC]_\{?[1-9]\}?$")]
    private static partial Regex Numbered();

    [GeneratedRegex(@"^(?:[cCkK]_\{?[1-9]\}?|[ABDK])$")]
    private static partial Regex Constant();
}
