using System.Collections.Frozen;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Parsing;

/// <summary>What each LaTeX command means: its kind of token and its plain name.</summary>
internal static class LatexCommands
{
    /// <summary>The meaning of a command, or null.</summary>
    public static (TokenKind Kind, string Text)? Find(ReadOnlySpan<char> name) =>
        Lookup.TryGetValue(name, out (TokenKind, string) found) ? found : null;

    /// <summary>The relation that a token's plain name stands for.</summary>
    public static RelationKind Relation(string text) =>
        text switch
        {
            "=" => RelationKind.Equal,
            "!=" => RelationKind.NotEqual,
            "<" => RelationKind.Less,
            "<=" => RelationKind.LessOrEqual,
            ">" => RelationKind.Greater,
            ">=" => RelationKind.GreaterOrEqual,
            "~=" => RelationKind.Approximate,
            "==" => RelationKind.Congruent,
            "in" => RelationKind.In,
            "notin" => RelationKind.NotIn,
            "subset" => RelationKind.Subset,
            "superset" => RelationKind.Superset,
            "->" => RelationKind.Implies,
            _ => RelationKind.Other,
        };

    private static readonly FrozenDictionary<string, (TokenKind Kind, string Text)> Commands = Build();

    private static readonly FrozenDictionary<string, (TokenKind Kind, string Text)>.AlternateLookup<
        ReadOnlySpan<char>
    > Lookup = Commands.GetAlternateLookup<ReadOnlySpan<char>>();

    private static FrozenDictionary<string, (TokenKind, string)> Build()
    {
        Dictionary<string, (TokenKind, string)> all = [];
        void Add(TokenKind kind, string commands)
        {
            foreach (string entry in commands.Split(' '))
            {
                string[] parts = entry.Split('>', 2);
                all[parts[0]] = (kind, parts[^1].Length == 0 ? ">" : parts[^1]);
            }
        }

        Add(
            TokenKind.Symbol,
            "alpha beta gamma delta epsilon varepsilon>epsilon zeta eta theta vartheta>theta iota kappa "
                + "varkappa>kappa lambda mu nu xi omicron "
                + "rho varrho>rho sigma varsigma>sigma tau upsilon phi varphi>phi chi psi omega Gamma Delta Theta "
                + "Lambda Xi Pi Sigma Upsilon Phi Psi Omega "
                + "ell hbar aleph nabla partial angle triangle square star bullet dots>... ldots>... cdots>... "
                + "vdots>... ddots>... dotsc>... dotsb>... forall exists top bot prime>'"
        );
        Add(TokenKind.Constant, "pi e infty>oo infin>oo imaginaryI>i imaginaryJ>i exponentialE>e");
        Add(
            TokenKind.Function,
            "sin cos tan cot sec csc sinh cosh tanh coth sech csch arcsin>asin arccos>acos arctan>atan arccot>acot "
                + "arcsec>asec arccsc>acsc "
                + "arsinh>asinh arcosh>acosh artanh>atanh arcsinh>asinh arccosh>acosh arctanh>atanh arcoth>acoth "
                + "arccoth>acoth arsech>asech arcsch>acsch "
                + "asin acos atan tg>tan ctg>cot cosec>csc arctg>atan "
                + "log ln lg exp gcd lcm min>Min max>Max floor ceil>ceiling ceiling det sgn>sign sign Re>re Im>im "
                + "arg abs>Abs conj>conjugate"
        );
        Add(TokenKind.OperatorName, "operatorname");
        Add(TokenKind.RawName, "variable");
        Add(
            TokenKind.TextCommand,
            "text mbox textrm textnormal textit textbf textsf texttt hbox mathrm mathit mathsf mathtt rm it"
        );
        Add(
            TokenKind.Style,
            "mathbf boldsymbol bm pmb mathcal mathscr mathfrak mathbb Bbb displaystyle textstyle scriptstyle limits "
                + "nolimits "
                + "underline emph ensuremath mathop rm cancel"
        );
        Add(
            TokenKind.Accent,
            "overline>bar bar hat widehat>hat tilde widetilde>tilde vec overrightarrow>vec dot ddot check breve "
                + "overset>bar underbrace>underbrace overbrace>overbrace overarc>arc"
        );
        Add(TokenKind.NullDelimiter, "nulldelimiter");
        Add(TokenKind.Plus, "plus>+");
        Add(TokenKind.PlusMinus, "pm>+-");
        Add(TokenKind.MinusPlus, "mp>-+");
        Add(TokenKind.Times, "times>* cdot>* ast>* cdotp>* otimes>* circ>*");
        Add(TokenKind.Divide, "div>/ over>/");
        Add(TokenKind.Percent, "percent>%");
        Add(TokenKind.Degree, "degree>°");
        Add(TokenKind.Comma, "comma>,");
        Add(TokenKind.Colon, "colon>:");
        Add(
            TokenKind.Relation,
            "lt>< gt>> le><= leq><= leqslant><= leqq><= ge>>= geq>>= geqslant>>= geqq>>= ne>!= neq>!= approx>~= "
                + "thickapprox>~= approxeq>~= "
                + "equiv>== in>in notin>notin ni>superset subset>subset subseteq>subset subsetneq>subset "
                + "supset>superset supseteq>superset "
                + "to>-> rightarrow>-> longrightarrow>-> Rightarrow>-> Longrightarrow>-> mapsto>-> implies>-> "
                + "iff>-> Leftrightarrow>-> leftrightarrow>-> leftarrow>-> "
                + "sim simeq>sim cong propto parallel perp coloneqq>= triangleq>="
        );
        Add(TokenKind.Not, "not");
        Add(TokenKind.Union, "cup>U bigcup>U sqcup>U");
        Add(TokenKind.Intersection, "cap>n bigcap>n");
        Add(TokenKind.SetMinus, "setminus smallsetminus backslash");
        Add(TokenKind.LogicalAnd, "land wedge");
        Add(TokenKind.LogicalOr, "lor vee");
        Add(TokenKind.Open, "lgroup>( lbrack>[ lbrace>{ langle>< lfloor>f lceil>c ulcorner>c llcorner>f lparen>(");
        Add(TokenKind.Close, "rgroup>) rbrack>] rbrace>} rangle>< rfloor>f rceil>c urcorner>c lrcorner>f rparen>)");
        Add(TokenKind.Bar, "vert>| Vert>| |>|");
        Add(TokenKind.BarOpen, "lvert>| lVert>|");
        Add(TokenKind.BarClose, "rvert>| rVert>|");
        Add(TokenKind.Mid, "mid>|");
        Add(TokenKind.Fraction, "frac dfrac tfrac cfrac sfrac nicefrac");
        Add(TokenKind.Root, "sqrt");
        Add(TokenKind.Binomial, "binom dbinom tbinom choose");
        Add(TokenKind.BigOperator, "sum prod");
        Add(TokenKind.Integral, "int intop oint iint");
        Add(TokenKind.Limit, "lim");
        Add(TokenKind.Mod, "mod bmod");
        Add(TokenKind.ModInParentheses, "pmod");
        Add(TokenKind.Begin, "begin");
        Add(TokenKind.EndEnvironment, "end");
        Add(TokenKind.RowBreak, "cr newline");
        Add(TokenKind.Boxed, "boxed fbox framebox");
        Add(TokenKind.EmptySet, "emptyset varnothing");
        Add(TokenKind.NamedSet, "R N Z Q C reals>R natnums>N");
        Add(TokenKind.Left, "left mleft");
        Add(TokenKind.Right, "right mright");
        Add(
            TokenKind.Space,
            "quad qquad enspace thinspace medspace thickspace negthinspace big Big bigg Bigg bigl Bigl biggl Biggl "
                + "bigr Bigr biggr Biggr bigm Bigm middle "
                + "tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge bfseries itshape sffamily "
                + "nonumber hline hfill strut null pounds euro yen dollar therefore because relax allowbreak"
        );
        Add(TokenKind.Phantom, "phantom hphantom vphantom hspace vspace label tag mspace color textcolor colorbox");
        return all.ToFrozenDictionary();
    }
}
