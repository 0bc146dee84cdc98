using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks.Sets.Drop;

/// <summary>A solved question of the training set.</summary>
/// <param name="Passage">The passage with its question.</param>
/// <param name="Answer">The answer.</param>
public sealed record DropExample(string Passage, string Answer);

/// <summary>
/// The examples in DROP's prompts: the official code draws three of the training set for each question in turn with
/// <c>random.Random(42)</c> (openai/simple-evals, drop_eval.py). It does so from several threads, so that officially
/// their order is left to chance; here it is the file's.
/// </summary>
public sealed class DropExamples
{
    private const int Shots = 3;
    private readonly Lazy<DropExample[]> _training;
    private readonly PythonRandom _random = new(42);
    private readonly List<int[]> _drawn = [];

    /// <param name="path">The training file, in either official form; read when the first prompt is made.</param>
    public DropExamples(string path)
    {
        Path = path;
        _training = new(() =>
        {
            DropExample[] all = [.. DataFile.Read(path, Of).SelectMany(examples => examples)];
            return all.Length >= Shots
                ? all
                : throw new DataFileException(path, 0, $"it has {all.Length} examples, and {Shots} are shown.");
        });
    }

    /// <summary>The training file.</summary>
    public string Path { get; }

    /// <summary>
    /// The examples beside a data file: named as it is with "train" for "dev" (drop_v0_train.jsonl.gz,
    /// drop_dataset_train.json), or with "-train" before the ending, as <c>r1 data get</c> keeps them; null where there
    /// is no such file.
    /// </summary>
    public static DropExamples? Beside(string path)
    {
        string folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!,
            name = System.IO.Path.GetFileName(path);
        int ending = name.IndexOf(".json", StringComparison.Ordinal);
        string[] names =
        [
            name.Replace("dev", "train", StringComparison.Ordinal),
            ending > 0 ? name.Insert(ending, "-train") : name,
        ];
        return
            names
                .Where(other => other != name)
                .Select(other => System.IO.Path.Combine(folder, other))
                .FirstOrDefault(File.Exists)
                is { } found
            ? new DropExamples(found)
            : null;
    }

    /// <summary>The three examples of a question.</summary>
    /// <param name="question">The place of the question, from 0.</param>
    /// <exception cref="DataFileException">The training file is not in the format, or has fewer examples.</exception>
    public IReadOnlyList<DropExample> Of(int question)
    {
        DropExample[] training = _training.Value;
        lock (_drawn)
        {
            while (_drawn.Count <= question)
                _drawn.Add(_random.Sample(training.Length, Shots));
            return [.. _drawn[question].Select(i => training[i])];
        }
    }

    private static DropExample[] Of(DataRow row) =>
        row.Has("qa_pairs")
            ?
            [
                .. row.Rows("qa_pairs")
                    .Select(pair => new DropExample(
                        $"{row.Text("passage")} \nQuestion: {pair.Text("question")}\nAnswer:",
                        string.Join(", ", DropQuestion.Spans(pair.Rows("answer")[0]))
                    )),
            ]
            : [new DropExample(row.Text("context"), row.Text("completion"))];
}
