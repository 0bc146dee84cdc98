using R1Workbook.Benchmarks.Families;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Sets.GpqaDiamond;

/// <summary>
/// GPQA Diamond (Rein et al. 2023, arXiv 2311.12022): 198 questions in CSV with the columns Question, Correct Answer,
/// Incorrect Answer 1 to 3. The choices of each sample are put into the order that the official code draws for it
/// (openai/simple-evals, gpqa_eval.py), so that responses to its prompts can be scored here. Its authors ask that no
/// question is ever shown in the open.
/// </summary>
public static class GpqaFile
{
    /// <summary>The questions; an id is the Record ID where the file has one, otherwise the place of the row, from
    /// 0.</summary>
    /// <exception cref="DataFileException">The file is missing or a row is not in the format.</exception>
    public static IEnumerable<IProblem> Read(string path)
    {
        (string Id, string Question, string[] Choices, string Domain)[] rows =
        [
            .. DataFile.Read(
                path,
                row =>
                    (
                        row.IsGiven("Record ID") ? row.Text("Record ID") : $"{row.Line - 1}",
                        row.Text("Question"),
                        new[]
                        {
                            row.Text("Correct Answer"),
                            row.Text("Incorrect Answer 1"),
                            row.Text("Incorrect Answer 2"),
                            row.Text("Incorrect Answer 3"),
                        },
                        row.TextOrNull("High-level domain") ?? ""
                    )
            ),
        ];
        GpqaOrders orders = new(rows.Length);
        return rows.Select(
            (row, place) =>
                (IProblem)
                    new GpqaQuestion(row.Id, row.Question, row.Choices, row.Domain, sample => orders.Of(place, sample))
        );
    }
}

/// <summary>A question of GPQA, whose choices stand in another order for each sample.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">The question.</param>
/// <param name="Choices">The choices, the right one first.</param>
/// <param name="Group">Its domain.</param>
/// <param name="Order">The order of the choices for a sample, from 0.</param>
public sealed record GpqaQuestion(
    string Id,
    string Text,
    IReadOnlyList<string> Choices,
    string Group,
    Func<int, IReadOnlyList<int>> Order
) : IProblem
{
    private static readonly ChoiceForm Form = new(
        question => ChoicePrompt.SimpleEvals(question.Question, question.Choices),
        ChoiceLetter.Gpqa
    );

    /// <inheritdoc/>
    public IReadOnlyList<string> OtherNames => [Text];

    /// <summary>The question as it is put for a sample, from 0.</summary>
    public ChoiceQuestion Of(int sample)
    {
        string[] shown = [.. Order(sample).Select(i => Choices[i])];
        // As the official code looks it up by text, the first of equal choices is the right one.
        return new ChoiceQuestion(
            Id,
            Text,
            shown,
            ((char)('A' + Array.IndexOf(shown, Choices[0]))).ToString(),
            Group,
            Form
        );
    }

    /// <inheritdoc/>
    public string Prompt(PromptStyle style) => Prompt(style, 0);

    /// <inheritdoc/>
    public string Prompt(PromptStyle style, int sample) => Of(sample).Prompt(style);

    /// <inheritdoc/>
    public Verdict Judge(Response response, CancellationToken cancellationToken = default)
    {
        ChoiceQuestion asked = Of(response.Number);
        Verdict judgement = asked.Judge(response, cancellationToken);
        // A letter means another choice in each response: what votes is the choice.
        int place = judgement.Answer is [>= 'A' and <= 'D' and char letter] ? letter - 'A' : -1;
        return place >= 0 ? judgement with { Vote = asked.Choices[place] } : judgement;
    }
}

/// <summary>
/// The orders of the choices: the official code repeats the whole set and draws one order for each question in turn
/// with <c>random.Random(0)</c>, so that sample s of question i has the order number s · questions + i. It has four
/// repeats; further samples draw on.
/// </summary>
internal sealed class GpqaOrders(int questions)
{
    private const int Choices = 4;
    private readonly PythonRandom _random = new(0);
    private readonly List<int[]> _drawn = [];

    public int[] Of(int question, int sample)
    {
        int at = sample * questions + question;
        lock (_drawn)
        {
            while (_drawn.Count <= at)
                _drawn.Add(_random.Sample(Choices, Choices));
            return _drawn[at];
        }
    }
}
