using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Parsing;

/// <summary>The kinds of token in mathematical writing, LaTeX and plain text alike.</summary>
internal enum TokenKind
{
    End,
    Number,
    Symbol,
    Constant,
    NamedSet,
    EmptySet,
    Function,
    RawName,
    OperatorName,
    Text,
    TextCommand,
    Accent,
    Style,
    Plus,
    Minus,
    PlusMinus,
    MinusPlus,
    Times,
    Divide,
    Caret,
    Underscore,
    Factorial,
    Percent,
    Degree,
    Prime,
    Comma,
    Semicolon,
    Colon,
    Conjunction,
    Relation,
    Not,
    Union,
    Intersection,
    SetMinus,
    LogicalAnd,
    LogicalOr,
    Open,
    Close,
    BraceOpen,
    BraceClose,
    Bar,
    BarOpen,
    BarClose,
    Mid,
    NullDelimiter,
    Fraction,
    Root,
    CubeRoot,
    Binomial,
    BigOperator,
    Limit,
    Integral,
    Mod,
    ModInParentheses,
    Begin,
    EndEnvironment,
    RowBreak,
    Ampersand,
    Boxed,
    Left,
    Right,
    Space,
    Phantom,
}

/// <summary>One token.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its name in plain form: the letter, the function, the bracket.</param>
/// <param name="Start">Where it begins in the source.</param>
/// <param name="End">Where what follows it begins.</param>
/// <param name="Value">The number, constant or symbol that it stands for.</param>
/// <param name="SpaceBefore">Whether white space stands before it.</param>
internal readonly record struct Token(
    TokenKind Kind,
    string Text,
    int Start,
    int End,
    Expression? Value = null,
    bool SpaceBefore = false
);
