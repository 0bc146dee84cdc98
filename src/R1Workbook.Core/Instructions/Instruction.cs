namespace R1Workbook.Core.Instructions;

/// <summary>Whether a response follows an instruction, and by what it was seen.</summary>
/// <param name="Followed">Whether it does.</param>
/// <param name="Reason">Why, in one line: what was counted or found and what was asked for.</param>
public readonly record struct InstructionCheck(bool Followed, string Reason);

/// <summary>
/// An instruction that a program can check, as "use at least 300 words" (Zhou et al. 2023, Instruction-Following
/// Evaluation for Large Language Models, arXiv 2311.07911, Table 1). Made by <see cref="InstructionCatalogue.Create"/>.
/// </summary>
/// <param name="Id">Its official id, for example <c>length_constraints:number_words</c>.</param>
/// <param name="Rule">Checks a response that is not blank.</param>
public sealed record Instruction(string Id, Func<string, InstructionCheck> Rule)
{
    private static readonly InstructionCheck Blank = new(false, "the response is blank");

    /// <summary>Checks the response as it stands. A blank response follows nothing.</summary>
    public InstructionCheck Strict(string response) => PythonText.IsBlank(response) ? Blank : Rule(response);

    /// <summary>
    /// Checks the response and seven variants of it (<see cref="ResponseVariant.Of"/>), and takes the first that
    /// follows: an upper bound that forgives an introduction, a closing line and Markdown's asterisks (section 2.2 of
    /// the paper).
    /// </summary>
    public InstructionCheck Loose(string response)
    {
        foreach (ResponseVariant variant in ResponseVariant.Of(response))
        {
            InstructionCheck check = Strict(variant.Text);
            if (check.Followed)
            {
                return variant.Change.Length == 0
                    ? check
                    : check with
                    {
                        Reason = $"{check.Reason} ({variant.Change})",
                    };
            }
        }
        return Strict(response);
    }

    /// <summary>Checks the response, strictly or loosely.</summary>
    public InstructionCheck Check(string response, bool loose) => loose ? Loose(response) : Strict(response);
}
