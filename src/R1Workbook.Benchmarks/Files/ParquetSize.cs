using System.Globalization;
using Parquet;

namespace R1Workbook.Benchmarks.Files;

/// <summary>Checks what a Parquet file says it holds before it is unpacked: a page of a few bytes can hold gigabytes,
/// or a row repeated without end.</summary>
internal static class ParquetSize
{
    // The largest official file has some 100,000 rows of ten columns.
    public const long MostValues = 20_000_000;

    /// <summary>Checks a file.</summary>
    /// <param name="stream">The file; it is read from its beginning.</param>
    /// <param name="mostBytes">Most bytes of all pages, unpacked.</param>
    /// <param name="mostValues">Most rows and values of all columns.</param>
    /// <exception cref="InvalidDataException">It holds more than there is room for.</exception>
    public static async Task CheckAsync(
        Stream stream,
        long mostBytes = WholeContent.MostBytes,
        long mostValues = MostValues
    )
    {
        ParquetReader reader = await ParquetReader.CreateAsync(stream, leaveStreamOpen: true).ConfigureAwait(false);
        await using var _ = reader.ConfigureAwait(false);
        long bytes = 0,
            values = 0;
        foreach (var group in reader.Metadata?.RowGroups ?? [])
        {
            values = Sum(values, group.NumRows);
            foreach (var column in group.Columns)
            {
                bytes = Sum(bytes, column.MetaData?.TotalUncompressedSize ?? 0);
                values = Sum(values, column.MetaData?.NumValues ?? 0);
            }
        }

        if (bytes > mostBytes || values > mostValues)
        {
            throw new InvalidDataException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"it says that it holds {bytes:N0} bytes and {values:N0} values; {mostBytes:N0} and "
                        + $"{mostValues:N0} are read"
                )
            );
        }
    }

    // A negative size is a broken file, and a sum that is too large stays so.
    private static long Sum(long sum, long more) =>
        more >= 0 && sum <= long.MaxValue - more
            ? sum + more
            : throw new InvalidDataException("the sizes that it names are impossible");
}
