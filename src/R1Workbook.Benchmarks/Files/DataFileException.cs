namespace R1Workbook.Benchmarks.Files;

/// <summary>A data file, or a row of one, that cannot be used, with the place where it stands.</summary>
/// <param name="file">The file.</param>
/// <param name="line">Its line or row, from 1; 0: the file as a whole.</param>
/// <param name="problem">What is wrong and what to do.</param>
/// <param name="unit">What is counted: "line" where rows are lines, otherwise "row".</param>
public sealed class DataFileException(string file, int line, string problem, string unit = "line")
    : IOException(line == 0 ? $"{file}: {problem}" : $"{file}, {unit} {line}: {problem}")
{
    /// <summary>The line or row, from 1; 0: the file as a whole.</summary>
    public int Line { get; } = line;
}
