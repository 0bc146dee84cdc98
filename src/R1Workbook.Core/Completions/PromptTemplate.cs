namespace R1Workbook.Core.Completions;

/// <summary>How a question becomes the prompt of a model.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Before">What stands before the question.</param>
/// <param name="After">What stands after it; the completion begins behind.</param>
/// <param name="Source">Where it is written.</param>
public sealed record PromptTemplate(string Name, string Before, string After, string Source)
{
    /// <summary>The template of R1-Zero: the one instruction the base model was given. It asks for a form and says
    /// nothing of how to reason.</summary>
    public static PromptTemplate R1Zero { get; } =
        new(
            "R1-Zero",
            "A conversation between User and Assistant. The user asks a question, and the Assistant solves it. "
                + "The assistant first thinks about the reasoning process in the mind and then provides the user "
                + "with the answer. "
                + "The reasoning process and answer are enclosed within <think> </think> and <answer> </answer> "
                + "tags, respectively, "
                + "i.e., <think> reasoning process here </think> <answer> answer here </answer>. User: ",
            ". Assistant:",
            "arXiv 2501.12948v1, Table 1, page 6"
        );

    /// <summary>The prompt of a question. Where the question ends in a sentence mark, the template's own full stop is
    /// left out.</summary>
    public string Render(string question)
    {
        string asked = question.Trim();
        bool ended = asked.Length > 0 && asked[^1] is '.' or '?' or '!' && After.StartsWith('.');
        return Before + asked + (ended ? After[1..] : After);
    }
}
