using System.Collections.Frozen;

namespace R1Workbook.Core.Verification.Parsing;

/// <summary>What words and signs mean outside LaTeX: function names, conjunctions, units, Unicode signs.</summary>
internal static class PlainWords
{
    private static readonly FrozenDictionary<string, (TokenKind Kind, string Text)> Words = new Dictionary<
        string,
        (TokenKind, string)
    >
    {
        ["and"] = (TokenKind.Conjunction, "and"),
        ["or"] = (TokenKind.Conjunction, "or"),
        ["pi"] = (TokenKind.Constant, "pi"),
        ["Pi"] = (TokenKind.Constant, "pi"),
        ["inf"] = (TokenKind.Constant, "oo"),
        ["infty"] = (TokenKind.Constant, "oo"),
        ["infinity"] = (TokenKind.Constant, "oo"),
        ["Infinity"] = (TokenKind.Constant, "oo"),
        ["oo"] = (TokenKind.Constant, "oo"),
        ["sqrt"] = (TokenKind.Root, "sqrt"),
        ["cbrt"] = (TokenKind.CubeRoot, "cbrt"),
        ["in"] = (TokenKind.Relation, "in"),
        ["mod"] = (TokenKind.Mod, "mod"),
        ["union"] = (TokenKind.Union, "U"),
        ["percent"] = (TokenKind.Percent, "%"),
        ["percentage"] = (TokenKind.Percent, "%"),
        ["pct"] = (TokenKind.Percent, "%"),
        ["deg"] = (TokenKind.Degree, "°"),
        ["degree"] = (TokenKind.Degree, "°"),
        ["degrees"] = (TokenKind.Degree, "°"),
        ["factorial"] = (TokenKind.Function, "factorial"),
        ["binomial"] = (TokenKind.Function, "binomial"),
        ["Abs"] = (TokenKind.Function, "Abs"),
        ["Mod"] = (TokenKind.Function, "Mod"),
        ["Min"] = (TokenKind.Function, "Min"),
        ["Max"] = (TokenKind.Function, "Max"),
        ["conjugate"] = (TokenKind.Function, "conjugate"),
        ["re"] = (TokenKind.Symbol, "re"),
    }.ToFrozenDictionary();

    private static readonly System.Buffers.SearchValues<char> Vowels = System.Buffers.SearchValues.Create("aeiouAEIOU");

    // Greek letters, functions and the like are plain words under the names that they have as commands.
    private static readonly FrozenSet<string> PlainCommands = FrozenSet.ToFrozenSet(
        (
            "alpha beta gamma delta epsilon theta lambda mu sigma phi omega rho tau psi sin cos tan cot sec csc "
            + "sinh cosh tanh coth arcsin arccos arctan arccot "
            + "arcsinh arccosh arctanh asin acos atan asinh acosh atanh log ln lg exp gcd lcm min max floor ceil "
            + "ceiling sign sgn abs det sum prod lim"
        ).Split(' ')
    );

    private static readonly FrozenSet<string> Units = FrozenSet.ToFrozenSet(
        (
            "cm mm km nm kg mg lb lbs oz ft mi yd mph kph mps hr hrs min mins sec secs ms pm am ml mL Hz kHz MHz kW "
            + "kWh "
            + "mol Pa kPa eV rad dollars cents"
        ).Split(' ')
    );

    private static readonly FrozenSet<string> ShortWords = FrozenSet.ToFrozenSet(
        "yes Yes YES no No odd Odd even Even true True false False none None red".Split(' ')
    );

    private static readonly FrozenDictionary<string, (TokenKind Kind, string Text)>.AlternateLookup<
        ReadOnlySpan<char>
    > WordLookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> CommandLookup =
        PlainCommands.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> UnitLookup = Units.GetAlternateLookup<
        ReadOnlySpan<char>
    >();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> ShortLookup =
        ShortWords.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The meaning of a word, or null.</summary>
    public static (TokenKind Kind, string Text)? Find(ReadOnlySpan<char> word)
    {
        if (WordLookup.TryGetValue(word, out (TokenKind, string) found))
            return found;
        return CommandLookup.Contains(word) ? LatexCommands.Find(word) : null;
    }

    /// <summary>Whether letters in a row are a word of a language rather than a product of variables.</summary>
    public static bool IsProse(ReadOnlySpan<char> letters)
    {
        if (letters.Length <= 3)
            return ShortLookup.Contains(letters);
        if (letters.Length >= 5)
            return true;
        return ShortLookup.Contains(letters) || letters[1..].IndexOfAny(Vowels) >= 0;
    }

    /// <summary>Whether letters behind a number are a unit.</summary>
    public static bool IsUnit(ReadOnlySpan<char> letters) => UnitLookup.Contains(letters);

    /// <summary>The token of a sign outside ASCII, or null.</summary>
    public static (TokenKind Kind, string Text)? Sign(char sign) =>
        sign switch
        {
            '×' or '·' or '∙' or '⋅' or '•' or '⋆' or '∗' => (TokenKind.Times, "*"),
            '÷' or '∕' or '⁄' => (TokenKind.Divide, "/"),
            '−' or '–' or '—' or '‐' or '‑' or '‒' => (TokenKind.Minus, "-"),
            '±' => (TokenKind.PlusMinus, "+-"),
            '∓' => (TokenKind.MinusPlus, "-+"),
            '≤' or '⩽' or '≦' => (TokenKind.Relation, "<="),
            '≥' or '⩾' or '≧' => (TokenKind.Relation, ">="),
            '≠' => (TokenKind.Relation, "!="),
            '≈' => (TokenKind.Relation, "~="),
            '≡' => (TokenKind.Relation, "=="),
            '∈' => (TokenKind.Relation, "in"),
            '∉' => (TokenKind.Relation, "notin"),
            '⊂' or '⊆' => (TokenKind.Relation, "subset"),
            '⊃' or '⊇' => (TokenKind.Relation, "superset"),
            '→' or '⇒' or '↦' or '⟶' or '⇔' => (TokenKind.Relation, "->"),
            '∼' => (TokenKind.Relation, "sim"),
            '∥' => (TokenKind.Relation, "parallel"),
            '⊥' => (TokenKind.Relation, "perp"),
            '≅' => (TokenKind.Relation, "cong"),
            '∝' => (TokenKind.Relation, "propto"),
            '∪' => (TokenKind.Union, "U"),
            '∩' => (TokenKind.Intersection, "n"),
            '∖' => (TokenKind.SetMinus, "setminus"),
            '∧' => (TokenKind.LogicalAnd, "land"),
            '∨' => (TokenKind.LogicalOr, "lor"),
            '∅' or '⌀' => (TokenKind.EmptySet, "emptyset"),
            'ℝ' => (TokenKind.NamedSet, "R"),
            'ℕ' => (TokenKind.NamedSet, "N"),
            'ℤ' => (TokenKind.NamedSet, "Z"),
            'ℚ' => (TokenKind.NamedSet, "Q"),
            'ℂ' => (TokenKind.NamedSet, "C"),
            '∞' => (TokenKind.Constant, "oo"),
            'π' or 'Π' => (TokenKind.Constant, "pi"),
            '√' => (TokenKind.Root, "sqrt"),
            '∛' => (TokenKind.CubeRoot, "cbrt"),
            '°' or 'º' or '˚' => (TokenKind.Degree, "°"),
            '′' or '’' => (TokenKind.Prime, "'"),
            '″' => (TokenKind.Prime, "''"),
            '∑' => (TokenKind.BigOperator, "sum"),
            '∏' => (TokenKind.BigOperator, "prod"),
            '∫' => (TokenKind.Integral, "int"),
            '⌊' => (TokenKind.Open, "f"),
            '⌋' => (TokenKind.Close, "f"),
            '⌈' => (TokenKind.Open, "c"),
            '⌉' => (TokenKind.Close, "c"),
            '⟨' or '〈' => (TokenKind.Open, "<"),
            '⟩' or '〉' => (TokenKind.Close, "<"),
            '【' => (TokenKind.Open, "["),
            '】' => (TokenKind.Close, "]"),
            '、' => (TokenKind.Comma, ","),
            '∣' => (TokenKind.Bar, "|"),
            '…' or '⋯' => (TokenKind.Symbol, "..."),
            '∠' => (TokenKind.Symbol, "angle"),
            '△' => (TokenKind.Symbol, "triangle"),
            '€' or '£' or '¥' or '￥' or '₹' or '。' or '‰' => (TokenKind.Space, " "),
            >= 'α' and <= 'ω' => (TokenKind.Symbol, Greek[sign - 'α']),
            'Δ' => (TokenKind.Symbol, "Delta"),
            'Σ' => (TokenKind.Symbol, "Sigma"),
            'Ω' => (TokenKind.Symbol, "Omega"),
            'Φ' => (TokenKind.Symbol, "Phi"),
            'Θ' => (TokenKind.Symbol, "Theta"),
            'Γ' => (TokenKind.Symbol, "Gamma"),
            'Λ' => (TokenKind.Symbol, "Lambda"),
            'ϕ' => (TokenKind.Symbol, "phi"),
            _ => null,
        };

    private static readonly string[] Greek =
    [
        "alpha",
        "beta",
        "gamma",
        "delta",
        "epsilon",
        "zeta",
        "eta",
        "theta",
        "iota",
        "kappa",
        "lambda",
        "mu",
        "nu",
        "xi",
        "omicron",
        "pi",
        "rho",
        "sigma",
        "sigma",
        "tau",
        "upsilon",
        "phi",
        "chi",
        "psi",
        "omega",
    ];

    /// <summary>The value of a fraction that is one character, as numerator and denominator.</summary>
    public static (int Numerator, int Denominator)? Fraction(char sign) =>
        sign switch
        {
            '½' => (1, 2),
            '⅓' => (1, 3),
            '⅔' => (2, 3),
            '¼' => (1, 4),
            '¾' => (3, 4),
            '⅕' => (1, 5),
            '⅖' => (2, 5),
            '⅗' => (3, 5),
            '⅘' => (4, 5),
            '⅙' => (1, 6),
            '⅚' => (5, 6),
            '⅛' => (1, 8),
            '⅜' => (3, 8),
            '⅝' => (5, 8),
            '⅞' => (7, 8),
            _ => null,
        };

    /// <summary>The character that a superscript or a subscript stands for, and whether it is a superscript; null for
    /// others.</summary>
    public static (char Plain, bool IsUpper)? Script(char sign) =>
        sign switch
        {
            '²' => ('2', true),
            '³' => ('3', true),
            '¹' => ('1', true),
            '⁰' => ('0', true),
            >= '⁴' and <= '⁹' => ((char)('4' + (sign - '⁴')), true),
            '⁻' => ('-', true),
            '⁺' => ('+', true),
            'ⁿ' => ('n', true),
            'ˣ' => ('x', true),
            >= '₀' and <= '₉' => ((char)('0' + (sign - '₀')), false),
            'ₙ' => ('n', false),
            'ᵢ' => ('i', false),
            _ => null,
        };
}
