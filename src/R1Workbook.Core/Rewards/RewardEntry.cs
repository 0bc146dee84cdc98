namespace R1Workbook.Core.Rewards;

/// <summary>Marks a static property of type <see cref="RewardEntry"/>: the catalogue finds it in its
/// assembly.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CatalogueEntryAttribute : Attribute;

/// <summary>An entry of the catalogue: a reward function that can be made from a name and arguments.</summary>
/// <param name="Name">Its name here.</param>
/// <param name="PeerName">What open-r1 or TRL calls it; empty where neither has it.</param>
/// <param name="Source">Where it is published.</param>
/// <param name="Arguments">Its arguments with their defaults.</param>
/// <param name="Create">Makes it.</param>
public sealed record RewardEntry(
    string Name,
    string PeerName,
    string Source,
    string Arguments,
    Func<RewardArguments, RewardFunction> Create
)
{
    /// <summary>Further names that it answers to.</summary>
    public IReadOnlyList<string> OtherNames { get; init; } = [];

    /// <summary>What it needs beside completions, for example a sandbox; empty where it needs nothing.</summary>
    public string Needs { get; init; } = "";

    /// <summary>The entry of a reward that looks at one completion at a time.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="peer">What open-r1 or TRL calls it.</param>
    /// <param name="source">Where it is published.</param>
    /// <param name="arguments">Its arguments with their defaults.</param>
    /// <param name="create">Reads the arguments and gives what rewards one completion.</param>
    public static RewardEntry Each(
        string name,
        string peer,
        string source,
        string arguments,
        Func<RewardArguments, Func<RewardInput, RewardExplanation>> create
    ) => new(name, peer, source, arguments, given => RewardFunction.Each(name, create(given)));

    /// <summary>Whether it goes by a name: its own, that of a peer with or without <c>_reward</c>, or
    /// another.</summary>
    /// <param name="name">The name.</param>
    public bool Answers(string name) =>
        Name == name
        || OtherNames.Contains(name)
        || (PeerName.Length > 0 && (PeerName == name || PeerName + "_reward" == name || PeerName == name + "_reward"));
}
