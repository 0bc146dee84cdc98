using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence.NormalForms;

/// <summary>A product of powers of atoms, with rational exponents; the atoms are sorted by their index.</summary>
internal sealed class Monomial : IEquatable<Monomial>, IComparable<Monomial>
{
    private readonly int _hash;

    public Monomial(int[] atoms, Rational[] exponents)
    {
        (Atoms, Exponents) = (atoms, exponents);
        HashCode code = default;
        for (int i = 0; i < atoms.Length; i++)
        {
            code.Add(atoms[i]);
            code.Add(exponents[i]);
        }
        _hash = code.ToHashCode();
    }

    public static Monomial One { get; } = new([], []);

    public int[] Atoms { get; }

    public Rational[] Exponents { get; }

    public bool IsOne => Atoms.Length == 0;

    public static Monomial Of(int atom, Rational exponent) => exponent.IsZero ? One : new Monomial([atom], [exponent]);

    public static Monomial operator *(Monomial a, Monomial b)
    {
        if (a.IsOne)
            return b;
        if (b.IsOne)
            return a;
        int[] atoms = new int[a.Atoms.Length + b.Atoms.Length];
        Rational[] exponents = new Rational[atoms.Length];
        int count = 0,
            i = 0,
            j = 0;
        while (i < a.Atoms.Length || j < b.Atoms.Length)
        {
            int left = i < a.Atoms.Length ? a.Atoms[i] : int.MaxValue,
                right = j < b.Atoms.Length ? b.Atoms[j] : int.MaxValue;
            Rational exponent =
                left < right ? a.Exponents[i]
                : left > right ? b.Exponents[j]
                : a.Exponents[i] + b.Exponents[j];
            if (left <= right)
                i++;
            if (right <= left)
                j++;
            if (exponent.IsZero)
                continue;
            atoms[count] = Math.Min(left, right);
            exponents[count++] = exponent;
        }
        return count == 0 ? One
            : count == atoms.Length ? new Monomial(atoms, exponents)
            : new Monomial(atoms[..count], exponents[..count]);
    }

    /// <summary>This with the exponent of the atom at a position replaced.</summary>
    public Monomial With(int position, Rational exponent)
    {
        if (!exponent.IsZero)
        {
            Rational[] exponents = (Rational[])Exponents.Clone();
            exponents[position] = exponent;
            return new Monomial(Atoms, exponents);
        }
        return Atoms.Length == 1
            ? One
            : new Monomial(
                [.. Atoms[..position], .. Atoms[(position + 1)..]],
                [.. Exponents[..position], .. Exponents[(position + 1)..]]
            );
    }

    /// <summary>Every exponent multiplied.</summary>
    public Monomial Pow(Rational exponent) =>
        IsOne ? this
        : exponent.IsZero ? One
        : new Monomial(Atoms, Array.ConvertAll(Exponents, each => each * exponent));

    public bool Equals(Monomial? other) =>
        other is not null
        && _hash == other._hash
        && Atoms.AsSpan().SequenceEqual(other.Atoms)
        && Exponents.AsSpan().SequenceEqual(other.Exponents);

    public override bool Equals(object? obj) => Equals(obj as Monomial);

    public override int GetHashCode() => _hash;

    public int CompareTo(Monomial? other)
    {
        if (other is null)
            return 1;
        for (int i = 0; i < Math.Min(Atoms.Length, other.Atoms.Length); i++)
        {
            int order =
                Atoms[i] != other.Atoms[i]
                    ? other.Atoms[i].CompareTo(Atoms[i])
                    : Exponents[i].CompareTo(other.Exponents[i]);
            if (order != 0)
                return order;
        }
        return Atoms.Length.CompareTo(other.Atoms.Length);
    }
}
