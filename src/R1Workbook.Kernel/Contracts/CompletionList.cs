namespace R1Workbook.Kernel.Contracts;

/// <summary>What may stand at a cursor.</summary>
/// <param name="Start">Where the text to be replaced begins, in UTF-16 units of the cell.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Items">The candidates, in the order to be shown.</param>
public sealed record CompletionList(int Start, int End, IReadOnlyList<CompletionItem> Items)
{
    /// <summary>Nothing to offer.</summary>
    public static CompletionList Empty(int cursor) => new(cursor, cursor, []);
}

/// <summary>One candidate.</summary>
/// <param name="Text">What is inserted.</param>
/// <param name="Kind">For an icon: method, property, field, event, class, struct, interface, enum, delegate, namespace,
/// variable, keyword, magic, file.</param>
/// <param name="Detail">One line about it, for example its signature; empty when there is none.</param>
public sealed record CompletionItem(string Text, string Kind, string Detail = "");

/// <summary>What is known of the symbol under a cursor.</summary>
/// <param name="Text">Signature and documentation as plain text.</param>
/// <param name="Markdown">The same as Markdown.</param>
public sealed record Inspection(string Text, string Markdown);

/// <summary>Whether code can run as it is.</summary>
public enum Completeness
{
    /// <summary>It can.</summary>
    Complete,

    /// <summary>Its writer is in the middle of it: a bracket is open.</summary>
    Incomplete,

    /// <summary>No further line can mend it.</summary>
    Invalid,
}
