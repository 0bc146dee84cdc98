using System.Collections;
using System.Runtime.CompilerServices;

namespace R1Workbook.Core.Verification.Expressions;

/// <summary>The parts of an expression: an immutable list that is equal to another where its elements are.</summary>
[CollectionBuilder(typeof(ExpressionList), nameof(Create))]
public readonly struct ExpressionList : IReadOnlyList<Expression>, IEquatable<ExpressionList>
{
    private readonly Expression[] _items;

    private ExpressionList(Expression[] items) => this._items = items;

    /// <inheritdoc/>
    public int Count => _items?.Length ?? 0;

    /// <inheritdoc/>
    public Expression this[int index] => _items[index];

    /// <summary>The list of these elements.</summary>
    public static ExpressionList Create(ReadOnlySpan<Expression> elements) => new(elements.ToArray());

    /// <summary>Equality element by element.</summary>
    public static bool operator ==(ExpressionList a, ExpressionList b) => a.Equals(b);

    /// <summary>Inequality of any element.</summary>
    public static bool operator !=(ExpressionList a, ExpressionList b) => !a.Equals(b);

    /// <summary>The elements.</summary>
    public ReadOnlySpan<Expression> AsSpan() => _items;

    /// <summary>The list of what a function makes of each element.</summary>
    public ExpressionList Map(Func<Expression, Expression> function)
    {
        Expression[] mapped = new Expression[Count];
        for (int i = 0; i < mapped.Length; i++)
            mapped[i] = function(_items[i]);
        return new ExpressionList(mapped);
    }

    /// <inheritdoc/>
    public bool Equals(ExpressionList other)
    {
        if (Count != other.Count)
            return false;
        for (int i = 0; i < Count; i++)
        {
            if (!_items[i].Equals(other._items[i]))
                return false;
        }
        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ExpressionList other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        for (int i = 0; i < Count; i++)
            hash.Add(_items[i]);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<Expression> GetEnumerator() => ((IEnumerable<Expression>)(_items ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
