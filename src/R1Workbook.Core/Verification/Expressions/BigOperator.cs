namespace R1Workbook.Core.Verification.Expressions;

/// <summary>The operators that bind a variable.</summary>
public enum BigOperatorKind
{
    /// <summary>Σ from a lower to an upper bound.</summary>
    Sum,

    /// <summary>Π from a lower to an upper bound.</summary>
    Product,

    /// <summary>∫, with or without bounds.</summary>
    Integral,

    /// <summary>lim, whose lower bound is what the variable tends to.</summary>
    Limit,

    /// <summary>d/dx.</summary>
    Derivative,
}

/// <summary>An operator that binds a variable.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Body">What is summed, multiplied, integrated, …</param>
/// <param name="Variable">The bound variable.</param>
/// <param name="Lower">The lower bound, or the point of a limit.</param>
/// <param name="Upper">The upper bound.</param>
public sealed record BigOperator(
    BigOperatorKind Kind,
    Expression Body,
    Symbol Variable,
    Expression? Lower = null,
    Expression? Upper = null
) : Expression
{
    /// <inheritdoc/>
    public override ExpressionList Parts =>
        (Lower, Upper) switch
        {
            (null, null) => [Body, Variable],
            (null, _) => [Body, Variable, Upper],
            (_, null) => [Body, Variable, Lower],
            _ => [Body, Variable, Lower, Upper],
        };

    /// <inheritdoc/>
    public override Expression With(ExpressionList parts) =>
        new BigOperator(
            Kind,
            parts[0],
            parts[1] as Symbol ?? Variable,
            Lower is null ? null : parts[2],
            Upper is null ? null : parts[^1]
        );
}
