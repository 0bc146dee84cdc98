using System.Globalization;
using Xunit.Sdk;
using SkipException = Xunit.SkipException;

namespace R1Workbook.Testing;

/// <summary>Walks all rows of a file and reports every row that fails, not the first alone.</summary>
public static class AllOf
{
    private const int MostShown = 40;

    /// <summary>Calls a check for each row; the test fails where one of them throws, and names each of those.</summary>
    /// <param name="rows">The rows; there is at least one.</param>
    /// <param name="name">What a row is called in a message.</param>
    /// <param name="check">Throws where the row is not as it must be.</param>
    /// <exception cref="XunitException">A row failed, or there is none.</exception>
    public static void Check<T>(IEnumerable<T> rows, Func<T, string> name, Action<T> check)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(check);
        List<string> failures = [];
        int count = 0;
        foreach (T row in rows)
        {
            count++;
            try
            {
                check(row);
            }
            catch (Exception exception) when (exception is not SkipException)
            {
                failures.Add(string.Create(CultureInfo.InvariantCulture, $"{name(row)}: {exception.Message}"));
            }
        }
        if (count == 0)
            throw new XunitException("There are no rows to check.");
        if (failures.Count > 0)
        {
            throw new XunitException(
                string.Create(CultureInfo.InvariantCulture, $"{failures.Count} of {count} rows failed:\n")
                    + string.Join("\n", failures.Take(MostShown))
            );
        }
    }
}
