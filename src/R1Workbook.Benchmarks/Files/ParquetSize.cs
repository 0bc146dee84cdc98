using System.Globalization;

namespace R1Workbook.Benchmarks.Files;

/// <summary>Adds up what a Parquet file says it holds, before memory is taken for it: a page of a few bytes can hold
/// gigabytes, and a value can stand for a million rows.</summary>
internal sealed class ParquetSize
{
    // The largest official file has some 100,000 rows of ten columns.
    public const long MostValues = 20_000_000;

    // A file of few bytes may still say a row many times.
    private const long FreeValues = 200_000,
        ValuesOfByte = 100;

    private readonly long _mostBytes,
        _mostValues;

    private long _bytes,
        _values;

    /// <summary>Begins at 0.</summary>
    /// <param name="fileBytes">Size of the file in bytes.</param>
    /// <param name="mostBytes">Most bytes of all pages, unpacked.</param>
    /// <param name="mostValues">Most rows and values of all columns.</param>
    public ParquetSize(long fileBytes, long mostBytes = WholeContent.MostBytes, long mostValues = MostValues)
    {
        _mostBytes = mostBytes;
        _mostValues = Math.Min(mostValues, FreeValues + ValuesOfByte * fileBytes);
    }

    /// <summary>Adds bytes of a page, unpacked.</summary>
    /// <exception cref="InvalidDataException">There is no room for them.</exception>
    public void AddBytes(long count) => Add(ref _bytes, count, _mostBytes, "bytes");

    /// <summary>Adds rows or values.</summary>
    /// <exception cref="InvalidDataException">There is no room for them.</exception>
    public void AddValues(long count) => Add(ref _values, count, _mostValues, "values");

    // A negative size is a broken file, and a sum that is too large stays so.
    private static void Add(ref long sum, long more, long most, string unit)
    {
        if (more < 0)
            throw new InvalidDataException("the sizes that it names are impossible");
        sum = sum <= long.MaxValue - more ? sum + more : long.MaxValue;
        if (sum > most)
        {
            throw new InvalidDataException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"it says that it holds {sum:N0} {unit} or more; {most:N0} are read of a file of its size"
                )
            );
        }
    }
}
