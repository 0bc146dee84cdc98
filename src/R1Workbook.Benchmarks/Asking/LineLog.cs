using System.Text;
using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Core.Files;

namespace R1Workbook.Benchmarks.Asking;

/// <summary>A file of JSON Lines that only grows, a line the moment there is something to keep. No other process can
/// write it meanwhile.</summary>
internal sealed class LineLog : IDisposable
{
    private readonly FileStream _file;
    private readonly SemaphoreSlim _turn = new(1);

    private LineLog(FileStream file) => _file = file;

    /// <summary>Opens a file at its end; it is made where there is none.</summary>
    /// <exception cref="DataFileException">It cannot be written, or another process writes it.</exception>
    public static LineLog Open(string path)
    {
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
                Directory.CreateDirectory(folder);
            FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            file.Seek(0, SeekOrigin.End);
            return new LineLog(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DataFileException(
                path,
                0,
                $"cannot be written ({exception.Message}). Does another evaluation write it?"
            );
        }
    }

    /// <summary>
    /// The rows that a file has so far; none where there is no file. What a process that was killed left half written,
    /// behind the last line end, is cut off.
    /// </summary>
    /// <exception cref="DataFileException">A row is not as <paramref name="row"/> wants it, or the file cannot be
    /// mended.</exception>
    public static IReadOnlyList<T> Rows<T>(string path, Func<DataRow, T> row)
    {
        if (!File.Exists(path))
            return [];
        using (LineLog log = Open(path))
            log.Mend();
        return new FileInfo(path).Length == 0 ? [] : [.. DataFile.Read(path, row)];
    }

    /// <summary>Adds a row. It is not cancelled: what was paid for is kept, even if the run is stopped
    /// meanwhile.</summary>
    public async Task AddAsync(JsonObject row)
    {
        byte[] line = Encoding.UTF8.GetBytes(row.ToJsonString(JsonText.Line) + "\n");
        await _turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            await _file.WriteAsync(line, CancellationToken.None).ConfigureAwait(false);
            await _file.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _turn.Dispose();
    }

    private void Mend()
    {
        long end = _file.Length;
        while (end > 0)
        {
            _file.Position = end - 1;
            if (_file.ReadByte() == '\n')
                break;
            end--;
        }
        _file.SetLength(end);
    }
}
