using System.Text.RegularExpressions;

namespace R1Workbook.Kernel.References;

/// <summary>A NuGet package that a cell asks for: <c>#r "nuget: NAME, VERSION"</c>.</summary>
/// <param name="Name">The package's id.</param>
/// <param name="Version">A version, a range or a floating version; empty for the newest stable one.</param>
public sealed partial record PackageRequest(string Name, string Version)
{
    /// <summary>Whether only one version can answer, so that what is on the disk is as good as what a feed
    /// has.</summary>
    public bool IsExact =>
        Version.Length > 0 && !Version.Contains('*', StringComparison.Ordinal) && Version[0] is not ('[' or '(');

    /// <summary>Reads the text between the quotes of <c>#r</c>; null when it names no package.</summary>
    public static PackageRequest? Parse(string directive) =>
        Form().Match(directive) is { Success: true } match
            ? new PackageRequest(match.Groups[1].Value, match.Groups[2].Value)
            : null;

    /// <inheritdoc/>
    public override string ToString() => Version.Length == 0 ? Name : $"{Name} {Version}";

    [GeneratedRegex(
        @"^\s*nuget\s*:\s*([A-Za-z0-9_.\-]+)\s*(?:,\s*([0-9A-Za-z*.\-+\[\](),]+)\s*)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Form();
}
