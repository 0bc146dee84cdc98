using System.Reflection;

namespace R1Workbook.Core.Rewards;

/// <summary>
/// Reward functions by name. A reward is one file: its class has a static property of type <see cref="RewardEntry"/>
/// with <see cref="CatalogueEntryAttribute"/>, and the catalogue finds it. Nothing else needs to know it.
/// </summary>
public static class RewardCatalogue
{
    /// <summary>The entries of this library, by name. Rewards that run programs or ask models are found in the
    /// assemblies that hold them: <see cref="In"/>.</summary>
    public static IReadOnlyList<RewardEntry> All { get; } = In(typeof(RewardCatalogue).Assembly);

    /// <summary>The entries in assemblies, by name.</summary>
    /// <param name="assemblies">The assemblies.</param>
    /// <exception cref="InvalidOperationException">Two entries have the same name.</exception>
    public static IReadOnlyList<RewardEntry> In(params IEnumerable<Assembly> assemblies)
    {
        RewardEntry[] entries =
        [
            .. assemblies
                .Distinct()
                .SelectMany(assembly => assembly.GetTypes())
                .SelectMany(type =>
                    type.GetProperties(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
                )
                .Where(property => property.IsDefined(typeof(CatalogueEntryAttribute)))
                .Select(property => (RewardEntry)property.GetValue(null)!)
                .OrderBy(entry => entry.Name, StringComparer.Ordinal),
        ];
        string? twice = entries.CountBy(entry => entry.Name).FirstOrDefault(name => name.Value > 1).Key;
        return twice is null ? entries : throw new InvalidOperationException($"two rewards are called \"{twice}\".");
    }

    /// <summary>A reward function of this library by its name here or at open-r1 or TRL.</summary>
    /// <param name="name">The name.</param>
    /// <param name="arguments">Its arguments; what is missing has its default.</param>
    /// <exception cref="ArgumentException">There is no such function, or an argument is out of range; the message lists
    /// the names.</exception>
    /// <exception cref="FormatException">An argument is of the wrong kind.</exception>
    public static RewardFunction Create(string name, RewardArguments arguments) => Create(All, name, arguments);

    /// <summary>A reward function among entries, by its name here or at open-r1 or TRL.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="name">The name.</param>
    /// <param name="arguments">Its arguments; what is missing has its default.</param>
    /// <exception cref="ArgumentException">There is no such function, or an argument is out of range; the message lists
    /// the names.</exception>
    /// <exception cref="FormatException">An argument is of the wrong kind.</exception>
    public static RewardFunction Create(IReadOnlyList<RewardEntry> entries, string name, RewardArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        RewardEntry entry =
            entries.FirstOrDefault(entry => entry.Name == name)
            ?? entries.FirstOrDefault(entry => entry.Answers(name))
            ?? throw new ArgumentException(
                $"there is no reward function \"{name}\"; there are "
                    + $"{string.Join(", ", entries.Select(other => other.Name))}."
            );
        RewardFunction function = entry.Create(arguments);
        arguments.ThrowIfUnread();
        return function;
    }
}
