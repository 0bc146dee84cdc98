using System.Globalization;
using DuckDB.NET.Data;
using Microsoft.Data.Analysis;

namespace R1Workbook.Kernel.Languages.Sql;

/// <summary>The rows that a statement gave.</summary>
/// <param name="Frame">The rows; null when the statement gives none (create, set).</param>
/// <param name="Changed">How many rows the statement inserted, updated or deleted; negative when it is no such
/// statement.</param>
/// <param name="IsCut">Whether there were more rows than are kept.</param>
internal sealed record QueryResult(DataFrame? Frame, int Changed, bool IsCut)
{
    /// <summary>Most rows that are kept.</summary>
    public const int MostRows = 5_000_000;

    /// <summary>Reads all rows of a reader.</summary>
    public static QueryResult Read(DuckDBDataReader reader, CancellationToken cancellationToken)
    {
        if (reader.FieldCount == 0)
        {
            return new QueryResult(null, -1, false);
        }

        IColumnReader[] columns = [.. UniqueNames(reader).Select((name, i) => ColumnReader.Of(reader, i, name))];
        int rows = 0;
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (rows++ == MostRows)
            {
                return new QueryResult(new DataFrame(columns.Select(c => c.Column())), -1, true);
            }

            foreach (IColumnReader column in columns)
            {
                column.Read(reader);
            }
        }

        return new QueryResult(new DataFrame(columns.Select(c => c.Column())), -1, false);
    }

    // A data frame finds its columns by name; "select 1, 1" names two alike.
    private static IEnumerable<string> UniqueNames(DuckDBDataReader reader)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < reader.FieldCount; i++)
        {
            string name = reader.GetName(i);
            string unique = name;
            for (int n = 2; !used.Add(unique); n++)
            {
                unique = string.Create(CultureInfo.InvariantCulture, $"{name}_{n}");
            }

            yield return unique;
        }
    }
}
