using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Families;

/// <summary>A question with lettered choices, of which one is right: the answer is its letter, read and compared
/// exactly.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Question">The question.</param>
/// <param name="Choices">The choices, A first.</param>
/// <param name="Answer">The letter of the right one.</param>
/// <param name="Group">The subject or category.</param>
/// <param name="Form">How it is asked and how the letter is read from a response.</param>
public sealed record ChoiceQuestion(
    string Id,
    string Question,
    IReadOnlyList<string> Choices,
    string Answer,
    string Group,
    ChoiceForm Form
) : IProblem
{
    /// <inheritdoc/>
    public IReadOnlyList<string> OtherNames => [Question];

    /// <inheritdoc/>
    public string Text => Question;

    /// <inheritdoc/>
    public string Prompt(PromptStyle style) => Form.Prompt(this);

    /// <inheritdoc/>
    public Verdict Judge(Response response, CancellationToken cancellationToken = default) =>
        Verdict.Exact(Form.Letter(response.Text), Answer);
}

/// <summary>How a benchmark asks multiple-choice questions.</summary>
/// <param name="Prompt">What a model is asked, zero-shot.</param>
/// <param name="Letter">The letter that a response chooses; null where there is none.</param>
public sealed record ChoiceForm(Func<ChoiceQuestion, string> Prompt, Func<string, string?> Letter);
