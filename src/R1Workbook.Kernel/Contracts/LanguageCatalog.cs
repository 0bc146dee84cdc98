using System.Collections.Concurrent;

namespace R1Workbook.Kernel.Contracts;

/// <summary>The languages of a session, each started when a cell first needs it.</summary>
internal sealed class LanguageCatalog(IReadOnlyList<LanguageEntry> entries) : IDisposable
{
    // An editor asks while a cell starts a language.
    private readonly ConcurrentDictionary<LanguageEntry, ICellLanguage> _started = new();

    /// <summary>All of them.</summary>
    public IReadOnlyList<LanguageEntry> All => entries;

    /// <summary>Their names.</summary>
    public IEnumerable<string> Names => entries.Select(e => e.Name);

    /// <summary>Finds a language that was added while the session runs.</summary>
    public Func<string, LanguageEntry?> Added { get; set; } = _ => null;

    /// <summary>The language of a name or alias, in any case of letters; null when there is none.</summary>
    public LanguageEntry? Find(string name) =>
        entries.FirstOrDefault(e =>
            e.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
            || e.Aliases.Contains(name, StringComparer.OrdinalIgnoreCase)
        ) ?? Added(name);

    /// <summary>The running language; null when no cell has used it.</summary>
    public ICellLanguage? Started(LanguageEntry entry) => _started.GetValueOrDefault(entry);

    /// <summary>The running language, started when it was not.</summary>
    public ICellLanguage Start(LanguageEntry entry)
    {
        if (!_started.TryGetValue(entry, out ICellLanguage? language))
        {
            _started[entry] = language = entry.Create();
        }

        return language;
    }

    /// <summary>The variable of that name in the first running language that has one, but for one language.</summary>
    public CellVariable? Variable(string name, string butFor) =>
        Variables(butFor).FirstOrDefault(v => v.Name == name)
        ?? Variables(butFor).FirstOrDefault(v => v.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The variables of all running languages but one.</summary>
    public IEnumerable<CellVariable> Variables(string butFor) =>
        entries.Where(e => e.Name != butFor).Select(Started).OfType<ICellLanguage>().SelectMany(l => l.Variables);

    public void Dispose()
    {
        foreach (ICellLanguage language in _started.Values)
        {
            language.Dispose();
        }
    }
}
