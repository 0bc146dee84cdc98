using System.Text;

namespace R1Workbook.Benchmarks.Families;

/// <summary>Prompts of multiple-choice questions, as the benchmarks' own code writes them.</summary>
public static class ChoicePrompt
{
    /// <summary>openai/simple-evals, common.py: MMLU and GPQA; the answer stands on the last line.</summary>
    public static string SimpleEvals(string question, IReadOnlyList<string> choices) =>
        "Answer the following multiple choice question. The last line of your response should be of the following "
        + "format: 'Answer: $LETTER' (without quotes) where LETTER is one of ABCD. Think step by step before "
        + "answering.\n\n"
        + $"{question}\n\n{Lettered(choices, ") ")}".TrimEnd();

    /// <summary>WildEval/ZeroEval, src/templates/MCQA.py: MMLU-Redux; the answer is a field of JSON.</summary>
    public static string ZeroEval(string question, IReadOnlyList<string> choices) =>
        $"\n## Question: \n\n{question}\n\n## Choices:\n\n- "
        + $"{Lettered(choices, ") ").TrimEnd().Replace("\n", "\n- ", StringComparison.Ordinal)}\n\n## Instruction \n\n"
        + "Please answer this question by first reasoning and then selecting the correct choice. \nPresent your "
        + "reasoning and solution in the following json format. \n"
        + "Please show your choice in the `answer` field with only the choice letter, e.g.,`\"answer\": "
        + "\"C\"`.\n\n```json\n{\n    \"reasoning\": \"___\",\n    \"answer\": \"___\"\n}\n```\n";

    /// <summary>One line for each choice: its letter, a mark, its text.</summary>
    public static string Lettered(IReadOnlyList<string> choices, string mark)
    {
        StringBuilder lines = new();
        for (int i = 0; i < choices.Count; i++)
            lines.Append((char)('A' + i)).Append(mark).Append(choices[i]).Append('\n');
        return lines.ToString();
    }
}
