using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.MultipleChoice;
using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks.Gpqa;

/// <summary>
/// GPQA Diamond (Rein et al. 2023, arXiv 2311.12022): 198 questions in CSV with the columns Question, Correct Answer, Incorrect Answer 1 to 3. The
/// choices are put into the order that the official code draws (openai/simple-evals, gpqa_eval.py: <c>random.Random(0)</c>, one order for each
/// question in turn), so that responses to its prompts can be scored here. Its authors ask that no question is ever shown in the open.
/// </summary>
public static class GpqaFile
{
    private static readonly ChoiceForm Form = new(question => ChoicePrompt.SimpleEvals(question.Question, question.Choices), ChoiceLetter.Gpqa);

    /// <summary>The questions; an id is the Record ID where the file has one, otherwise the place of the row, from 0.</summary>
    /// <remarks>The official code draws on for its second to fourth repeat of the set; here each sample of a question has the order of the first.</remarks>
    /// <exception cref="DataFileException">The file is missing or a row is not in the format.</exception>
    public static IEnumerable<IQuestion> Read(string path)
    {
        PythonRandom random = new(0);
        return DataFile.Read(path, row =>
        {
            string[] given = [row.Text("Correct Answer"), row.Text("Incorrect Answer 1"), row.Text("Incorrect Answer 2"), row.Text("Incorrect Answer 3")];
            int[] order = random.Order(given.Length);
            string[] choices = [.. order.Select(i => given[i])];
            // As the official code looks it up by text, the first of equal choices is the right one.
            return (IQuestion)new ChoiceQuestion(row.IsGiven("Record ID") ? row.Text("Record ID") : $"{row.Line - 1}", row.Text("Question"), choices,
                ((char)('A' + Array.IndexOf(choices, given[0]))).ToString(), row.TextOrNull("High-level domain") ?? "", Form);
        });
    }
}
