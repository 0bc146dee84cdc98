using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence.NormalForms;

/// <summary>What a monomial is a product of, and by which rule its powers reduce.</summary>
internal enum AtomKind
{
    /// <summary>A symbol, π, e, or a function that stays as it is: no rule.</summary>
    Free,

    /// <summary>The imaginary unit: its square is -1.</summary>
    Imaginary,

    /// <summary>A prime number under a root: whole powers go to the coefficient.</summary>
    Prime,

    /// <summary>A sine: its square is 1 - cos².</summary>
    Sine,

    /// <summary>A polynomial under a root: whole powers are multiplied out.</summary>
    Radicand,
}

/// <summary>One atom.</summary>
/// <param name="Kind">The rule.</param>
/// <param name="IsPositive">Whether it is a positive number, so that roots of products with it divide.</param>
/// <param name="Value">The prime.</param>
/// <param name="Partner">The cosine of a sine.</param>
/// <param name="Base">The polynomial of a radicand.</param>
internal readonly record struct Atom(
    AtomKind Kind,
    bool IsPositive = false,
    Rational Value = default,
    int Partner = -1,
    Polynomial? Base = null
);

/// <summary>The atoms of one comparison: both sides share them, so that equal atoms have equal indices.</summary>
internal sealed class Atoms
{
    private readonly List<Atom> _atoms = [];
    private readonly Dictionary<string, int> _indices = [];
    private readonly Dictionary<int, int> _primes = [];

    public Atom this[int index] => _atoms[index];

    public int Free(string key, bool isPositive = false) => Find(key, new Atom(AtomKind.Free, isPositive));

    public int Imaginary() => Find("#i", new Atom(AtomKind.Imaginary));

    public int Prime(int prime)
    {
        if (_primes.TryGetValue(prime, out int index))
            return index;
        _atoms.Add(new Atom(AtomKind.Prime, true, prime));
        return _primes[prime] = _atoms.Count - 1;
    }

    public int Cosine(string argument) => Free("cos " + argument);

    public int Sine(string argument)
    {
        int cosine = Cosine(argument);
        return Find("sin " + argument, new Atom(AtomKind.Sine, Partner: cosine));
    }

    public int Radicand(Polynomial polynomial) =>
        Find("root " + polynomial.Key(), new Atom(AtomKind.Radicand, Base: polynomial));

    private int Find(string key, Atom atom)
    {
        if (_indices.TryGetValue(key, out int index))
            return index;
        _atoms.Add(atom);
        return _indices[key] = _atoms.Count - 1;
    }
}
