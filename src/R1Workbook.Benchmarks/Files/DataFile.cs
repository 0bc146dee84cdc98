using System.IO.Compression;
using R1Workbook.Core.Files;

namespace R1Workbook.Benchmarks.Files;

/// <summary>
/// Reads the formats that benchmarks come in, row by row, by the name of the file: JSON Lines, a JSON list, one JSON
/// object of rows, CSV, TSV, Parquet; each also within <c>.gz</c>, and all files in a <c>.zip</c> or a folder,
/// one after another.
/// </summary>
public static class DataFile
{
    private static readonly string[] Endings = [".jsonl", ".json", ".csv", ".tsv", ".parquet"];

    /// <summary>Each row of <paramref name="path"/>, made by <paramref name="row"/>, in the order of the
    /// file.</summary>
    /// <param name="path">A file or a folder.</param>
    /// <param name="row">Makes the result of a row; the fields of the row are valid only during the call.</param>
    /// <param name="columns">The names of the columns of a delimited file without a header; null: the first record
    /// names them.</param>
    /// <exception cref="DataFileException">The file is missing, has another format or is cut short, or <paramref
    /// name="row"/> refuses a row.</exception>
    public static IEnumerable<T> Read<T>(string path, Func<DataRow, T> row, IReadOnlyList<string>? columns = null)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (Directory.Exists(path))
            return Folder(path).SelectMany(file => Read(file, row, columns));
        if (!File.Exists(path))
            throw new DataFileException(path, 0, "no such file.");
        return Guarded(path, () => Rows(path, columns).Select(row));
    }

    private static string[] Folder(string path)
    {
        string[] files =
        [
            .. Directory
                .EnumerateFiles(path)
                .Where(file => IsData(Path.GetFileName(file)))
                .Order(StringComparer.Ordinal),
        ];
        return files.Length > 0
            ? files
            : throw new DataFileException(
                path,
                0,
                $"the folder holds no data file; {string.Join(", ", Endings)} are read."
            );
    }

    private static IEnumerable<DataRow> Rows(string path, IReadOnlyList<string>? columns)
    {
        if (!path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
            return Within(path, path, () => File.OpenRead(path), columns);
        return Archive(path, columns);
    }

    private static IEnumerable<DataRow> Archive(string path, IReadOnlyList<string>? columns)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        ZipArchiveEntry[] entries =
        [
            .. archive
                .Entries.Where(entry => IsData(entry.Name))
                .OrderBy(entry => entry.FullName, StringComparer.Ordinal),
        ];
        if (entries.Length == 0)
        {
            throw new DataFileException(
                path,
                0,
                $"the archive holds no data file; {string.Join(", ", Endings)} are read."
            );
        }

        foreach (ZipArchiveEntry entry in entries)
        {
            foreach (DataRow row in Within($"{path}, {entry.FullName}", entry.Name, entry.Open, columns))
                yield return row;
        }
    }

    private static IEnumerable<DataRow> Within(
        string file,
        string name,
        Func<Stream> open,
        IReadOnlyList<string>? columns
    )
    {
        if (name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            return Within(file, name[..^3], () => new GZipStream(open(), CompressionMode.Decompress), columns);
        return Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".csv" => DelimitedRows.Read(file, Bounded, columns, null),
            ".tsv" => DelimitedRows.Read(file, Bounded, columns, "\t"),
            ".parquet" => ParquetRows.Read(file, open),
            // Whatever else it is called: what cannot be read as JSON is named line by line.
            _ => JsonRows.Read(file, Bounded),
        };

        Stream Bounded() => new LineBoundedStream(open());
    }

    private static bool IsData(string name) =>
        !name.StartsWith('.')
        && Endings.Contains(
            Path.GetExtension(name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name)
                .ToLowerInvariant()
        );

    // What the readers of formats below throw says nothing of the file. Some read as soon as they are asked for rows.
    private static IEnumerable<T> Guarded<T>(string path, Func<IEnumerable<T>> rows)
    {
        using IEnumerator<T> each = Attempt(path, () => rows().GetEnumerator());
        while (Attempt(path, each.MoveNext))
            yield return each.Current;
    }

    private static TResult Attempt<TResult>(string path, Func<TResult> step)
    {
        try
        {
            return step();
        }
        catch (Exception exception)
            when (exception
                    is InvalidDataException
                        or UnauthorizedAccessException
                        or (IOException and not DataFileException)
            )
        {
            throw new DataFileException(
                path,
                0,
                $"cannot be read ({exception.Message}). A download cut short looks like this: get the file again."
            );
        }
    }
}
