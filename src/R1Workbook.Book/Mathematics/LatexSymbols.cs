using System.Collections.Frozen;
using System.Text;

namespace R1Workbook.Book.Mathematics;

/// <summary>What a LaTeX command stands for: one character as identifier or operator, a function name, a space, an
/// accent.</summary>
internal static class LatexSymbols
{
    /// <summary>Commands that stand for an identifier.</summary>
    public static readonly FrozenDictionary<string, string> Identifiers = Table(
        """
        alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ
        lambda λ mu μ
        nu ν xi ξ pi π rho ρ sigma σ tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ
        Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω infty ∞ ell ℓ partial ∂ nabla ∇ emptyset ∅ hbar ℏ Re ℜ Im ℑ top ⊤ bot ⊥
        ldots … dots … cdots ⋯ vdots ⋮ ddots ⋱
        """
    );

    /// <summary>Commands that stand for an operator or a relation.</summary>
    public static readonly FrozenDictionary<string, string> Operators = Table(
        """
        cdot ⋅ times × div ÷ pm ± mp ∓ ast ∗ star ⋆ circ ∘ bullet ∙ oplus ⊕ otimes ⊗ odot ⊙ cap ∩ cup ∪ setminus ∖
        wedge ∧
        land ∧ vee ∨ lor ∨ neg ¬ lnot ¬ le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ equiv ≡ approx ≈ sim ∼ simeq ≃ cong ≅
        propto ∝ ll ≪
        gg ≫ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ forall ∀ exists ∃ to → rightarrow → leftarrow ←
        Rightarrow ⇒ Leftarrow ⇐ leftrightarrow ↔ Leftrightarrow ⇔ iff ⇔ implies ⟹ longrightarrow ⟶ mapsto ↦ uparrow ↑
        downarrow ↓ mid ∣ nmid ∤ parallel ∥ perp ⊥ angle ∠ colon : vert | Vert ‖ lvert | rvert | lVert ‖ rVert ‖
        langle ⟨ rangle ⟩
        lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ triangleq ≜ doteq ≐ prime ′ backslash \ triangle △ square □ checkmark ✓
        """
    );

    /// <summary>Large operators, whose limits stand below and above in a displayed formula.</summary>
    public static readonly FrozenDictionary<string, string> Large = Table(
        """
        sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigvee ⋁ bigwedge ⋀
        """
    );

    /// <summary>Integrals: their limits stand beside them.</summary>
    public static readonly FrozenDictionary<string, string> Integrals = Table("int ∫ iint ∬ oint ∮");

    /// <summary>Function names whose limits stand below.</summary>
    public static readonly FrozenSet<string> LimitFunctions = Words(
        "min max arg lim sup inf argmin argmax det gcd Pr liminf limsup"
    );

    /// <summary>Other upright function names.</summary>
    public static readonly FrozenSet<string> Functions = Words(
        "log ln exp sin cos tan cot sec csc sinh cosh tanh dim ker deg lg mod arcsin arccos arctan"
    );

    /// <summary>Accents, as the character set above (or below) the base.</summary>
    public static readonly FrozenDictionary<string, string> Accents = Table(
        """
        hat ^ widehat ^ bar ¯ overline ¯ tilde ~ widetilde ~ vec → dot ˙ ddot ¨ overbrace ⏞ overrightarrow →
        """
    );

    /// <summary>Spaces, in em.</summary>
    public static readonly FrozenDictionary<string, string> Spaces = Table(
        """
        , 0.1667em : 0.2222em > 0.2222em ; 0.2778em ! -0.1667em quad 1em qquad 2em enspace 0.5em thinspace 0.1667em
        """
    );

    /// <summary>A letter or digit in another alphabet: bold, calligraphic, double-struck; others are left as they
    /// are.</summary>
    public static string InAlphabet(string text, string alphabet)
    {
        var result = new StringBuilder(text.Length * 2);
        foreach (Rune rune in text.EnumerateRunes())
            result.Append(InAlphabet(rune, alphabet));
        return result.ToString();
    }

    private static string InAlphabet(Rune rune, string alphabet)
    {
        int c = rune.Value;
        bool upper = c is >= 'A' and <= 'Z',
            lower = c is >= 'a' and <= 'z',
            digit = c is >= '0' and <= '9';
        int mapped = alphabet switch
        {
            "mathbf" or "boldsymbol" or "bm" => upper ? 0x1D400 + c - 'A'
            : lower ? 0x1D41A + c - 'a'
            : digit ? 0x1D7CE + c - '0'
            : BoldGreek(c),
            "mathbb" => "CHNPQRZ".Contains((char)c, StringComparison.Ordinal)
                ? "ℂℍℕℙℚℝℤ"["CHNPQRZ".IndexOf((char)c, StringComparison.Ordinal)]
            : upper ? 0x1D538 + c - 'A'
            : digit ? 0x1D7D8 + c - '0'
            : c,
            "mathcal" or "mathscr" => "BEFHILMR".Contains((char)c, StringComparison.Ordinal)
                ? "ℬℰℱℋℐℒℳℛ"["BEFHILMR".IndexOf((char)c, StringComparison.Ordinal)]
            : upper ? 0x1D49C + c - 'A'
            : c,
            _ => c,
        };
        return new Rune(mapped).ToString();
    }

    private static int BoldGreek(int c) =>
        c is >= 'α' and <= 'ω' ? 0x1D6C2 + c - 'α'
        : c is >= 'Α' and <= 'Ω' ? 0x1D6A8 + c - 'Α'
        : c;

    private static FrozenDictionary<string, string> Table(string pairs)
    {
        string[] words = pairs.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Chunk(2).ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
    }

    private static FrozenSet<string> Words(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
