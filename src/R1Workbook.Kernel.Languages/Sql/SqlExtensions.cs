using System.Text.RegularExpressions;

namespace R1Workbook.Kernel.Languages.Sql;

/// <summary>Extensions of DuckDB are programs that it would fetch over plain HTTP: a cell never makes it do so. What is
/// installed on the machine can be loaded.</summary>
internal static partial class SqlExtensions
{
    /// <summary>What turns the fetching off when a database is opened; where there is no such folder nothing is
    /// found.</summary>
    public static IReadOnlyList<string> Off { get; } =
    [
        "SET autoinstall_known_extensions = false",
        "SET autoload_known_extensions = false",
        "SET custom_extension_repository = '/no-network'",
        "SET autoinstall_extension_repository = '/no-network'",
    ];

    /// <summary>Why a statement is not run; null: it fetches nothing.</summary>
    public static string? Refusal(SqlStatement statement)
    {
        string text = statement.TextWithoutComments.Trim();
        if (Installs().IsMatch(text))
        {
            return "Permission Error: extensions are not fetched from the network. Install it outside of the notebook "
                + "(with the duckdb program), and LOAD it here.";
        }

        return Settings().IsMatch(text)
            ? "Permission Error: this setting would let DuckDB fetch extensions from the network; it stays as it is."
            : null;
    }

    [GeneratedRegex(
        @"^(explain\s+(analyze\s+)?|prepare\s+\S+\s+as\s+)?((force\s+)?install|update\s+extensions)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Installs();

    [GeneratedRegex(
        @"^(set|reset|pragma|call)\b.*\b(auto(install|load)_known_extensions|autoinstall_extension_repository|"
            + @"custom_extension_repository|allow_unsigned_extensions)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline
    )]
    private static partial Regex Settings();
}
