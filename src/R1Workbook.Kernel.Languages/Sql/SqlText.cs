using System.Collections;
using System.Globalization;

namespace R1Workbook.Kernel.Languages.Sql;

/// <summary>Values as the texts of a table's cells.</summary>
internal static class SqlText
{
    /// <summary>The value in invariant form; lists and structs in brackets.</summary>
    public static string Of(object? value) =>
        value switch
        {
            null or DBNull => "NULL",
            string s => s,
            DateTime d => d.ToString(
                d.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss.FFFFFF",
                CultureInfo.InvariantCulture
            ),
            DateOnly d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            bool b => b ? "true" : "false",
            IDictionary entries => "{"
                + string.Join(", ", entries.Keys.Cast<object>().Select(k => $"{Of(k)}: {Of(entries[k])}"))
                + "}",
            IEnumerable items => "[" + string.Join(", ", items.Cast<object?>().Select(Of)) + "]",
            IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
}
