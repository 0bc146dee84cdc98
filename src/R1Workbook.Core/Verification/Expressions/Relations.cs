namespace R1Workbook.Core.Verification.Expressions;

/// <summary>What a relation says of its two sides.</summary>
public enum RelationKind
{
    /// <summary>=</summary>
    Equal,

    /// <summary>≠</summary>
    NotEqual,

    /// <summary>&lt;</summary>
    Less,

    /// <summary>≤</summary>
    LessOrEqual,

    /// <summary>&gt;</summary>
    Greater,

    /// <summary>≥</summary>
    GreaterOrEqual,

    /// <summary>≈</summary>
    Approximate,

    /// <summary>≡; the modulus stands third.</summary>
    Congruent,

    /// <summary>∈</summary>
    In,

    /// <summary>∉</summary>
    NotIn,

    /// <summary>⊂</summary>
    Subset,

    /// <summary>⊃</summary>
    Superset,

    /// <summary>→, ⇒, ↦</summary>
    Implies,

    /// <summary>∥, ⟂, ∼, | and others that are compared as written.</summary>
    Other,
}

/// <summary>A relation, or a chain of them: a &lt; b ≤ c.</summary>
/// <param name="Operands">The sides; one more than there are kinds.</param>
/// <param name="Kinds">What stands between them.</param>
public sealed record Relation(ExpressionList Operands, RelationKinds Kinds) : Expression
{
    /// <summary>A single relation.</summary>
    public Relation(Expression left, RelationKind kind, Expression right)
        : this([left, right], new RelationKinds([kind])) { }

    /// <inheritdoc/>
    public override ExpressionList Parts => Operands;

    /// <inheritdoc/>
    public override Expression With(ExpressionList parts) => new Relation(parts, Kinds);

    /// <summary>Whether every link of the chain is of this kind.</summary>
    public bool IsAll(RelationKind kind)
    {
        foreach (RelationKind each in Kinds.Items)
        {
            if (each != kind)
                return false;
        }
        return true;
    }

    /// <summary>The sign of a kind in plain text.</summary>
    public static string Sign(RelationKind kind) =>
        kind switch
        {
            RelationKind.Equal => "=",
            RelationKind.NotEqual => "!=",
            RelationKind.Less => "<",
            RelationKind.LessOrEqual => "<=",
            RelationKind.Greater => ">",
            RelationKind.GreaterOrEqual => ">=",
            RelationKind.Approximate => "≈",
            RelationKind.Congruent => "≡",
            RelationKind.In => "in",
            RelationKind.NotIn => "not in",
            RelationKind.Subset => "subset",
            RelationKind.Superset => "superset",
            RelationKind.Implies => "->",
            _ => "~",
        };
}

/// <summary>The kinds of a chain, equal to others where each is.</summary>
/// <param name="Items">The kinds in order.</param>
public sealed record RelationKinds(RelationKind[] Items)
{
    /// <inheritdoc/>
    public bool Equals(RelationKinds? other) => other is not null && Items.AsSpan().SequenceEqual(other.Items);

    /// <inheritdoc/>
    public override int GetHashCode() => Items.Length == 0 ? 0 : (int)Items[0] * 31 + Items.Length;
}

/// <summary>Relations joined by ∧ or ∨.</summary>
/// <param name="IsOr">Whether one of them is enough.</param>
/// <param name="Operands">At least two.</param>
public sealed record Logical(bool IsOr, ExpressionList Operands) : Expression
{
    /// <inheritdoc/>
    public override ExpressionList Parts => Operands;

    /// <inheritdoc/>
    public override Expression With(ExpressionList parts) => new Logical(IsOr, parts);
}
