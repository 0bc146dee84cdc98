using System.Reflection;
using R1Workbook.Core.Reported;

namespace R1Workbook.Benchmarks;

/// <summary>
/// Benchmarks by id. A benchmark is one folder of Sets: a class there has a static property of type
/// <see cref="BenchmarkEntry"/>, and the catalogue finds it. Nothing else needs to know it.
/// </summary>
public static class BenchmarkCatalogue
{
    /// <summary>The benchmarks of this library, in the order of the paper's table; those that the paper does not have
    /// come last, by id.</summary>
    public static IReadOnlyList<BenchmarkEntry> All { get; } = In(typeof(BenchmarkCatalogue).Assembly);

    /// <summary>The entries in assemblies, ordered like <see cref="All"/>.</summary>
    /// <param name="assemblies">The assemblies.</param>
    /// <exception cref="InvalidOperationException">Two entries have the same id.</exception>
    public static IReadOnlyList<BenchmarkEntry> In(params IEnumerable<Assembly> assemblies) =>
        Ordered(
            assemblies
                .Distinct()
                .SelectMany(assembly => assembly.GetTypes())
                .SelectMany(type =>
                    type.GetProperties(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
                )
                .Where(property => property.PropertyType == typeof(BenchmarkEntry))
                .Select(property => (BenchmarkEntry)property.GetValue(null)!)
        );

    internal static IReadOnlyList<BenchmarkEntry> Ordered(IEnumerable<BenchmarkEntry> entries)
    {
        string[] rows = [.. Reported.Table4.Select(figure => figure.Benchmark).Distinct()];
        BenchmarkEntry[] ordered =
        [
            .. entries
                .OrderBy(entry => entry.PaperRow is { } row ? Array.IndexOf(rows, row) : rows.Length)
                .ThenBy(entry => entry.Id, StringComparer.Ordinal),
        ];
        string? twice = ordered.CountBy(entry => entry.Id).FirstOrDefault(id => id.Value > 1).Key;
        return twice is null
            ? ordered
            : throw new InvalidOperationException($"two benchmarks have the id \"{twice}\".");
    }

    /// <summary>The benchmark of an id.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message lists those there are.</exception>
    public static BenchmarkEntry Find(string id) =>
        All.FirstOrDefault(entry => entry.Id == id)
        ?? throw new KeyNotFoundException(
            $"there is no benchmark \"{id}\"; there are {string.Join(", ", All.Select(entry => entry.Id))}."
        );
}
