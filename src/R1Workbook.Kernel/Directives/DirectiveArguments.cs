using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.Directives;

/// <summary>The values that a directive was given, by the names of its parameters.</summary>
internal sealed class DirectiveArguments(Directive directive, IReadOnlyDictionary<string, DirectiveWord> given)
{
    /// <summary>The directive's name as it was written.</summary>
    public string Directive => directive.Name;

    /// <summary>The line of the cell, from 1.</summary>
    public int Line => directive.Line;

    /// <summary>Whether a flag or option was given.</summary>
    public bool Has(string name) => given.ContainsKey(name);

    /// <summary>The value of a parameter; null when it was not given.</summary>
    public string? Get(string name) => given.GetValueOrDefault(name)?.Text;

    /// <summary>The value of a required parameter.</summary>
    public string Required(string name) => given[name].Text;

    /// <summary>Whether the value was in quotes.</summary>
    public bool IsQuoted(string name) => given[name].IsQuoted;

    /// <summary>An error at this directive.</summary>
    public CellException Error(string message) => new($"#!{directive.Name}: {message}", directive.Line);
}
