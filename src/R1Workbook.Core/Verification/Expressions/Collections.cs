namespace R1Workbook.Core.Verification.Expressions;

/// <summary>The brackets around several expressions, which say whether their order counts.</summary>
public enum CollectionKind
{
    /// <summary>(a, b): the order counts; of two numbers it may be an open interval as well.</summary>
    Tuple,

    /// <summary>\{a, b\}: neither order nor repetition counts.</summary>
    Set,

    /// <summary>a, b without brackets, or joined by "and" or "or": several answers, whose order counts only against a
    /// tuple.</summary>
    List,
}

/// <summary>Several expressions.</summary>
/// <param name="Kind">How they are held together.</param>
/// <param name="Items">The elements, none for the empty set.</param>
/// <param name="DecimalComma">What it is if its one comma was a decimal comma: 1,22.</param>
public sealed record Collection(CollectionKind Kind, ExpressionList Items, Number? DecimalComma = null) : Expression
{
    /// <inheritdoc/>
    public override ExpressionList Parts => Items;

    /// <inheritdoc/>
    public override Expression With(ExpressionList parts) => new Collection(Kind, parts);
}

/// <summary>An interval.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
/// <param name="LowClosed">Whether the lower end belongs to it.</param>
/// <param name="HighClosed">Whether the upper end belongs to it.</param>
public sealed record Interval(Expression Low, Expression High, bool LowClosed, bool HighClosed) : Expression
{
    /// <inheritdoc/>
    public override ExpressionList Parts => [Low, High];

    /// <inheritdoc/>
    public override Expression With(ExpressionList parts) => new Interval(parts[0], parts[1], LowClosed, HighClosed);
}

/// <summary>A set that has a letter of its own: N, Z, Q, R, C.</summary>
/// <param name="Name">The letter, with its signs: <c>R</c>, <c>Z^+</c>.</param>
public sealed record NamedSet(string Name) : Expression
{
    /// <inheritdoc/>
    public override ExpressionList Parts => default;

    /// <inheritdoc/>
    public override Expression With(ExpressionList parts) => this;
}

/// <summary>A set given by a condition: \{x : x > 0\}.</summary>
/// <param name="Element">What stands before the bar.</param>
/// <param name="Condition">What stands behind it.</param>
public sealed record SetBuilder(Expression Element, Expression Condition) : Expression
{
    /// <inheritdoc/>
    public override ExpressionList Parts => [Element, Condition];

    /// <inheritdoc/>
    public override Expression With(ExpressionList parts) => new SetBuilder(parts[0], parts[1]);
}

/// <summary>How sets are joined.</summary>
public enum SetOperationKind
{
    /// <summary>∪</summary>
    Union,

    /// <summary>∩</summary>
    Intersection,

    /// <summary>∖</summary>
    Difference,
}

/// <summary>Sets joined by ∪, ∩ or ∖.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Operands">At least two; of a difference exactly two.</param>
public sealed record SetOperation(SetOperationKind Kind, ExpressionList Operands) : Expression
{
    /// <inheritdoc/>
    public override ExpressionList Parts => Operands;

    /// <inheritdoc/>
    public override Expression With(ExpressionList parts) => new SetOperation(Kind, parts);
}

/// <summary>A matrix or a column or row vector.</summary>
/// <param name="Columns">How many elements a row has.</param>
/// <param name="Items">The elements row by row.</param>
public sealed record Matrix(int Columns, ExpressionList Items) : Expression
{
    /// <summary>How many rows there are.</summary>
    public int Rows => Items.Count / Columns;

    /// <inheritdoc/>
    public override ExpressionList Parts => Items;

    /// <inheritdoc/>
    public override Expression With(ExpressionList parts) => new Matrix(Columns, parts);
}
