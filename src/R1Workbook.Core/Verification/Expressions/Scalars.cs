namespace R1Workbook.Core.Verification.Expressions;

/// <summary>A number as it was written.</summary>
/// <param name="Value">The exact value; of 28% the value is 28.</param>
/// <param name="Decimals">How many digits were written behind the point; -1 where there was no point.</param>
/// <param name="IsPercent">Whether a percent sign followed.</param>
public sealed record Number(Rational Value, int Decimals = -1, bool IsPercent = false) : Expression
{
    /// <summary>Minus one.</summary>
    public static Number MinusOne { get; } = new(-1);

    /// <summary>The value with the percent sign applied.</summary>
    public Rational Amount => IsPercent ? Value / 100 : Value;

    /// <inheritdoc/>
    public override ExpressionList Parts => default;

    /// <inheritdoc/>
    public override Expression With(ExpressionList parts) => this;
}

/// <summary>A whole number in another base, as in 204_5. Its digits count, not only its value: the task asked for that
/// base.</summary>
/// <param name="Digits">The digits as written.</param>
/// <param name="Base">The base, 2 to 36.</param>
/// <param name="Value">The value.</param>
public sealed record BasedNumber(string Digits, int Base, Rational Value) : Expression
{
    /// <inheritdoc/>
    public override ExpressionList Parts => default;

    /// <inheritdoc/>
    public override Expression With(ExpressionList parts) => this;
}

/// <summary>A variable or another name.</summary>
/// <param name="Name">The name in plain form: <c>x</c>, <c>alpha</c>, <c>x_1</c>, <c>x_{ij}</c>, <c>bar{x}</c>.</param>
public sealed record Symbol(string Name) : Expression
{
    /// <inheritdoc/>
    public override ExpressionList Parts => default;

    /// <inheritdoc/>
    public override Expression With(ExpressionList parts) => this;
}

/// <summary>The numbers that have a letter of their own.</summary>
public enum ConstantKind
{
    /// <summary>3.14159…</summary>
    Pi,

    /// <summary>2.71828…</summary>
    E,

    /// <summary>The imaginary unit.</summary>
    I,

    /// <summary>Positive infinity.</summary>
    Infinity,
}

/// <summary>A constant.</summary>
/// <param name="Kind">Which.</param>
public sealed record Constant(ConstantKind Kind) : Expression
{
    /// <inheritdoc/>
    public override ExpressionList Parts => default;

    /// <inheritdoc/>
    public override Expression With(ExpressionList parts) => this;
}

/// <summary>A sum; a difference is the sum with a negative.</summary>
/// <param name="Terms">At least two.</param>
public sealed record Sum(ExpressionList Terms) : Expression
{
    /// <inheritdoc/>
    public override ExpressionList Parts => Terms;

    /// <inheritdoc/>
    public override Expression With(ExpressionList parts) => new Sum(parts);
}

/// <summary>A product; a quotient is the product with a power of -1.</summary>
/// <param name="Factors">At least two.</param>
public sealed record Product(ExpressionList Factors) : Expression
{
    /// <summary>The quotient of two expressions.</summary>
    public static Product Quotient(Expression numerator, Expression denominator) =>
        new([numerator, new Power(denominator, Number.MinusOne)]);

    /// <summary>The negative: of a number, and of a product that begins with one, the number's sign is
    /// changed.</summary>
    public static Expression Negative(Expression expression) =>
        expression switch
        {
            Number number => number with { Value = -number.Value },
            Product { Factors: var factors } when factors[0] is Number first => new Product([
                first with
                {
                    Value = -first.Value,
                },
                .. factors.AsSpan()[1..],
            ]),
            Product { Factors: var factors } => new Product([Number.MinusOne, .. factors.AsSpan()]),
            _ => new Product([Number.MinusOne, expression]),
        };

    /// <inheritdoc/>
    public override ExpressionList Parts => Factors;

    /// <inheritdoc/>
    public override Expression With(ExpressionList parts) => new Product(parts);
}

/// <summary>A power; a root is the power of a reciprocal.</summary>
/// <param name="Base">What is raised.</param>
/// <param name="Exponent">The power.</param>
public sealed record Power(Expression Base, Expression Exponent) : Expression
{
    /// <inheritdoc/>
    public override ExpressionList Parts => [Base, Exponent];

    /// <inheritdoc/>
    public override Expression With(ExpressionList parts) => new Power(parts[0], parts[1]);
}

/// <summary>A function at its arguments, known (<c>sin</c>, <c>log</c> with its base second, <c>binomial</c>) or not
/// (<c>f</c>, <c>f'</c>, <c>f^-1</c>).</summary>
/// <param name="Function">The name as SymPy has it: asin, factorial, ceiling.</param>
/// <param name="Arguments">The arguments.</param>
public sealed record Application(string Function, ExpressionList Arguments) : Expression
{
    /// <inheritdoc/>
    public override ExpressionList Parts => Arguments;

    /// <inheritdoc/>
    public override Expression With(ExpressionList parts) => new Application(Function, parts);

    /// <summary>Whether this function is one that the field knows, against one that the answer names itself.</summary>
    public bool IsKnown => FunctionNames.IsKnown(Function);
}

/// <summary>Both a + b and a - b.</summary>
/// <param name="Left">What stands before the sign; zero where nothing does.</param>
/// <param name="Right">What stands behind it.</param>
/// <param name="MinusFirst">Whether it was ∓: then the upper sign is minus.</param>
public sealed record PlusMinus(Expression Left, Expression Right, bool MinusFirst = false) : Expression
{
    /// <inheritdoc/>
    public override ExpressionList Parts => [Left, Right];

    /// <inheritdoc/>
    public override Expression With(ExpressionList parts) => new PlusMinus(parts[0], parts[1], MinusFirst);
}

/// <summary>A value with a unit.</summary>
/// <param name="Value">The value.</param>
/// <param name="Unit">The unit as written, without spaces around it; <c>°</c> for degrees.</param>
public sealed record Quantity(Expression Value, string Unit) : Expression
{
    /// <inheritdoc/>
    public override ExpressionList Parts => [Value];

    /// <inheritdoc/>
    public override Expression With(ExpressionList parts) => new Quantity(parts[0], Unit);
}

/// <summary>Words.</summary>
/// <param name="Value">The words as written.</param>
public sealed record Text(string Value) : Expression
{
    /// <inheritdoc/>
    public override ExpressionList Parts => default;

    /// <inheritdoc/>
    public override Expression With(ExpressionList parts) => this;
}

/// <summary>A ratio a : b : …, or a time 12:00.</summary>
/// <param name="Terms">At least two.</param>
/// <param name="IsTime">Whether it can only be a time: a later part is written with a leading zero.</param>
/// <param name="IsRatio">Whether it can only be a ratio: the words beside it say so.</param>
public sealed record Ratio(ExpressionList Terms, bool IsTime, bool IsRatio = false) : Expression
{
    private const int Hours = 24,
        FirstOfTwoDigits = 10,
        Minutes = 60;

    /// <summary>Whether it may be a time: 12:30 may, 2:5 and 12:75 may not.</summary>
    public bool MayBeTime
    {
        get
        {
            for (int i = 0; i < Terms.Count && !IsRatio && !IsTime; i++)
            {
                if (
                    Terms[i] is not Number { Decimals: < 0, IsPercent: false, Value: { IsInteger: true } part }
                    || !(part < new Rational(i == 0 ? Hours + 1 : Minutes))
                    || part < new Rational(i == 0 ? 0 : FirstOfTwoDigits)
                )
                {
                    return false;
                }
            }
            return !IsRatio && Terms.Count <= 3;
        }
    }

    /// <inheritdoc/>
    public override ExpressionList Parts => Terms;

    /// <inheritdoc/>
    public override Expression With(ExpressionList parts) => new Ratio(parts, IsTime, IsRatio);
}
