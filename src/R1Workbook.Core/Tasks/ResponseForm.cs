namespace R1Workbook.Core.Tasks;

/// <summary>
/// The form of a response as its task defines it, for tasks whose responses are not free text. Where a verdict has
/// one, the format and language rewards take it; otherwise they read the text.
/// </summary>
/// <param name="WellFormed">Whether the response has exactly the form that the task asks for.</param>
/// <param name="LanguageShare">Share of the words of the chain of thought in the language of the prompt, 0 to 1; null
/// where it has no words.</param>
public sealed record ResponseForm(bool WellFormed, double? LanguageShare);
