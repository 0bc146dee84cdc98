using System.Text.RegularExpressions;

namespace R1Workbook.Core.Instructions;

/// <summary>Instructions about how a response begins and ends and what it consists of.</summary>
internal static class CombinationInstructions
{
    /// <summary>The response begins with the prompt.</summary>
    public static Func<string, InstructionCheck> RepeatPrompt(InstructionArguments arguments)
    {
        string prompt = PythonText.Strip(arguments.Text("prompt_to_repeat")).ToLowerInvariant();
        return response =>
            PythonText.Strip(response).ToLowerInvariant().StartsWith(prompt, StringComparison.Ordinal)
                ? new InstructionCheck(true, "it begins with the request")
                : new InstructionCheck(false, "it does not begin with the request, word for word");
    }

    /// <summary>Two responses that differ, with <c>******</c> between them; there may be one before the first and one
    /// after the last.</summary>
    public static Func<string, InstructionCheck> TwoResponses(InstructionArguments arguments) =>
        response =>
        {
            string[] parts = response.Split("******");
            string[] inner = parts[1..Math.Max(1, parts.Length - 1)];
            if (inner.Any(PythonText.IsBlank))
                return new InstructionCheck(false, "a response is blank");
            string[] responses = [.. parts.Where(part => !PythonText.IsBlank(part)).Select(PythonText.Strip)];
            if (responses.Length != 2)
            {
                return new InstructionCheck(
                    false,
                    $"{responses.Length} responses stand between ******, 2 are asked for"
                );
            }

            return responses[0] != responses[1]
                ? new InstructionCheck(true, "there are two different responses")
                : new InstructionCheck(false, "both responses are the same");
        };

    /// <summary>The response ends with a phrase, in capitals or not; a quotation mark may follow.</summary>
    public static Func<string, InstructionCheck> End(InstructionArguments arguments)
    {
        string phrase = PythonText.Strip(arguments.Text("end_phrase")).ToLowerInvariant();
        return response =>
            PythonText.Strip(response).Trim('"').ToLowerInvariant().EndsWith(phrase, StringComparison.Ordinal)
                ? new InstructionCheck(true, $"it ends with \"{phrase}\"")
                : new InstructionCheck(false, $"it does not end with \"{phrase}\"");
    }

    /// <summary>A straight quotation mark at each end.</summary>
    public static Func<string, InstructionCheck> Quotation(InstructionArguments arguments) =>
        response =>
            PythonText.Strip(response) is { Length: > 1 } text && text[0] == '"' && text[^1] == '"'
                ? new InstructionCheck(true, "it stands between double quotation marks")
                : new InstructionCheck(false, "it does not stand between double quotation marks (\")");

    /// <summary>A line begins with a phrase.</summary>
    public static Func<string, InstructionCheck> ConstrainedStart(InstructionArguments arguments)
    {
        string starter = PythonText.Strip(arguments.Text("starter"));
        KeywordPattern pattern = new(starter, @"^\s*", options: RegexOptions.Multiline);
        return response =>
            pattern.IsIn(response)
                ? new InstructionCheck(true, $"it begins with \"{starter}\"")
                : new InstructionCheck(false, $"it does not begin with \"{starter}\"");
    }
}
