using System.Text.Json;
using R1Workbook.Benchmarks.Files;

namespace R1Workbook.Benchmarks.Decontamination;

/// <summary>One text of a set, with where it stands.</summary>
/// <param name="Place">The file and its line or row.</param>
/// <param name="Id">The id that the row gives it, or the number of the row.</param>
/// <param name="Text">The text.</param>
public sealed record TextRow(string Place, string Id, string Text);

/// <summary>
/// A set of texts: the questions of a benchmark, one field of a data file, or the lines of a plain text. It is read
/// again each time, row by row.
/// </summary>
/// <param name="Path">The file or folder.</param>
/// <param name="Benchmark">The benchmark that reads it; null: the rows are read as they stand.</param>
/// <param name="Field">The field that holds the text; null: the question of the benchmark, or the first of the fields
/// in use.</param>
public sealed record TextSet(string Path, string? Benchmark = null, string? Field = null)
{
    private static readonly string[] Fields =
    [
        "problem",
        "question",
        "prompt",
        "instruction",
        "Question",
        "Prompt",
        "question_content",
        "problem_statement",
        "context",
        "passage",
        "text",
        "quiz",
        "Problem",
        "content",
    ];

    private static readonly string[] Ids =
    [
        "id",
        "unique_id",
        "question_id",
        "task_id",
        "uid",
        "instance_id",
        "key",
        "name",
        "idx",
        "Record ID",
    ];

    /// <summary>A set as it is written on the command line: <c>PATH</c>, or <c>BENCHMARK=PATH</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is no such benchmark; the message lists those there
    /// are.</exception>
    public static TextSet Parse(string argument, string? field = null)
    {
        int equals = argument.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0 || System.IO.Path.Exists(argument))
            return new TextSet(argument, null, field);
        return new TextSet(argument[(equals + 1)..], BenchmarkCatalogue.Find(argument[..equals]).Id, field);
    }

    /// <summary>How many bytes its files have; of two sets the one with more is read as a stream.</summary>
    public long Bytes =>
        Directory.Exists(Path) ? new DirectoryInfo(Path).EnumerateFiles().Sum(file => file.Length)
        : File.Exists(Path) ? new FileInfo(Path).Length
        : 0;

    /// <summary>The texts, in order.</summary>
    /// <exception cref="DataFileException">The file is missing, cut short, or a row has no such field.</exception>
    public IEnumerable<TextRow> Read()
    {
        if (
            Field is null
            && Benchmark is not null
            && BenchmarkCatalogue.Find(Benchmark).Benchmark.Questions(Path) is { } questions
        )
        {
            return questions.Select(question => new TextRow($"{Path}, \"{question.Id}\"", question.Id, question.Text));
        }

        return System.IO.Path.GetExtension(Path).Equals(".txt", StringComparison.OrdinalIgnoreCase)
            ? Lines()
            : DataFile.Read(Path, Row);
    }

    private TextRow Row(DataRow row)
    {
        string place = $"{row.File}, {row.Unit} {row.Line}";
        string? id = Ids.FirstOrDefault(name =>
            row.IsGiven(name) && row.Fields.GetProperty(name).ValueKind is JsonValueKind.String or JsonValueKind.Number
        );
        return new TextRow(
            place,
            row.Key.Length > 0 ? row.Key
                : id is null ? $"{row.Line}"
                : row.Id(id),
            row.Text(Field ?? row.FirstOf(Fields))
        );
    }

    private IEnumerable<TextRow> Lines()
    {
        if (!File.Exists(Path))
            throw new DataFileException(Path, 0, "no such file.");
        return File.ReadLines(Path)
            .Select((line, i) => new TextRow($"{Path}, line {i + 1}", $"{i + 1}", line))
            .Where(row => !string.IsNullOrWhiteSpace(row.Text));
    }
}
