using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using R1Workbook.Core.Files;

namespace R1Workbook.Benchmarks.Asking;

/// <summary>
/// Text and reasoning of a message, whole or a piece of one. The content is text, or a list of parts as Mistral's
/// reasoning models and several gateways send it: <c>{"type": "text", "text": ...}</c> and <c>{"type": "thinking",
/// "thinking": ...}</c>. The reasoning may also stand in <c>reasoning_content</c> (DeepSeek) or <c>reasoning</c>.
/// </summary>
internal static class ChatContent
{
    private static readonly string[] TextParts = ["text", "output_text", "refusal"];
    private static readonly string[] ThoughtParts = ["thinking", "reasoning", "reasoning_content", "reasoning_text"];

    /// <summary>What a message says.</summary>
    /// <param name="message">The message or the delta of one.</param>
    /// <param name="always">Whether there is a text even where it is empty.</param>
    /// <exception cref="FormatException">A part is no text, for example an image; the message names it.</exception>
    public static IEnumerable<AIContent> Of(JsonElement message, bool always)
    {
        StringBuilder text = new(),
            thought = new();
        foreach (string name in (string[])["reasoning_content", "reasoning"])
        {
            // Some servers send the same thought under both names.
            if (thought.Length == 0 && message.TryGetProperty(name, out JsonElement reasoning))
                Add(reasoning, name, thought, thought);
        }
        if (message.TryGetProperty("content", out JsonElement content))
            Add(content, "content", text, thought);
        // OpenAI's models say there why they do not answer.
        if (text.Length == 0 && message.TryGetProperty("refusal", out JsonElement refusal))
            Add(refusal, "refusal", text, thought);
        if (thought.Length > 0)
            yield return new TextReasoningContent(thought.ToString());
        if (always || text.Length > 0)
            yield return new TextContent(text.ToString());
    }

    private static void Add(JsonElement content, string name, StringBuilder text, StringBuilder thought)
    {
        switch (content.ValueKind)
        {
            case JsonValueKind.Null:
                break;
            case JsonValueKind.String:
                text.Append(LoneSurrogates.TextWithHalves(content));
                break;
            case JsonValueKind.Array:
                foreach (JsonElement part in content.EnumerateArray())
                    Add(part, name, text, thought);
                break;
            case JsonValueKind.Object:
                AddPart(content, name, text, thought);
                break;
            default:
                throw new FormatException($"\"{name}\" is {content.ValueKind}, and text is expected");
        }
    }

    private static void AddPart(JsonElement part, string name, StringBuilder text, StringBuilder thought)
    {
        string kind =
            part.TryGetProperty("type", out JsonElement type) && type.ValueKind == JsonValueKind.String
                ? type.GetString()!
                : "text";
        // Redacted thoughts are encrypted: nothing in them can be read.
        if (kind == "redacted_thinking")
            return;
        bool isThought = ThoughtParts.Contains(kind);
        if (!isThought && !TextParts.Contains(kind))
            throw new FormatException($"\"{name}\" has a part of type \"{kind}\", and text is expected");
        StringBuilder target = isThought ? thought : text;
        // A part holds its text under its own type, or under "text", "content" or "summary".
        foreach (string field in (string[])[kind, "text", "content", "summary"])
        {
            if (part.TryGetProperty(field, out JsonElement inner) && inner.ValueKind != JsonValueKind.Null)
            {
                Add(inner, name, target, thought);
                return;
            }
        }
        throw new FormatException($"\"{name}\" has a part of type \"{kind}\" without text");
    }
}
