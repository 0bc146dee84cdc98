namespace R1Workbook.Core.Verification.Expressions;

/// <summary>
/// A mathematical expression as it was written: an immutable tree, equal to another where it is built alike. Whether
/// two trees mean the same is for the equivalence to say.
/// </summary>
public abstract record Expression
{
    // Nobody outside adds kinds: whoever walks a tree knows them all.
    private protected Expression() { }

    /// <summary>The parts, in the order in which they were written.</summary>
    public abstract ExpressionList Parts { get; }

    /// <summary>The same kind of expression with other parts.</summary>
    public abstract Expression With(ExpressionList parts);

    /// <summary>Whether an expression of a kind occurs: this one, or one at any depth within it.</summary>
    internal bool Has(Func<Expression, bool> wanted)
    {
        if (wanted(this))
            return true;
        foreach (Expression part in Parts)
        {
            if (part.Has(wanted))
                return true;
        }
        return false;
    }

    /// <summary>Whether a symbol occurs.</summary>
    internal bool Mentions(string name) => Has(part => part is Symbol symbol && symbol.Name == name);

    /// <summary>The tree with one node a line, each level indented by two spaces.</summary>
    public string Tree => ExpressionTree.Of(this);

    /// <summary>One line that a person reads: <c>x**2 + 1</c>.</summary>
    public sealed override string ToString() => ExpressionText.Of(this);
}
