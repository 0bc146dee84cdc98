using System.Collections.Concurrent;
using System.Globalization;

namespace R1Workbook.Kernel.Debugging;

/// <summary>The cells that a debugger knows, by the path under which the front end names them. No file is written: the
/// front end shows the cell itself, and asks here where it has none.</summary>
internal sealed class CellSources
{
    /// <summary>The seed of <see cref="CellHash"/>; any number, but the same for both sides.</summary>
    public const uint Seed = 0xc70f6907;

    private readonly ConcurrentDictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _running = new(StringComparer.Ordinal);

    /// <summary>What paths begin with; the same for every kernel, since nothing lies there.</summary>
    public static string Prefix { get; } = Path.Combine(Path.GetTempPath(), "r1-cells") + Path.DirectorySeparatorChar;

    /// <summary>What paths end with.</summary>
    public static string Suffix => ".cs";

    /// <summary>Keeps a cell and gives its path.</summary>
    /// <param name="code">The whole cell, as the editor holds it.</param>
    public string Keep(string code)
    {
        string path = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{CellHash.Of(code, Seed)}{Suffix}");
        _texts[path] = code;
        return path;
    }

    /// <summary>The text of a cell; null when there is none of that path.</summary>
    public string? Text(string path) => _texts.GetValueOrDefault(path);

    /// <summary>Says which cell runs under a name that compilers and errors use.</summary>
    /// <param name="name">For example In[7].</param>
    /// <param name="code">The whole cell.</param>
    public void Begin(string name, string code) => _running[name] = Keep(code);

    /// <summary>The path of the cell of a name; null where it did not begin here: a file that it loads.</summary>
    public string? PathOf(string name) => _running.GetValueOrDefault(name);
}
