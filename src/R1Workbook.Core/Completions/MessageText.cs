using System.Text;
using System.Text.Json.Nodes;

namespace R1Workbook.Core.Completions;

/// <summary>
/// The text of a completion as chat files write it: text; a message <c>{role, content}</c>; a list of messages, whose
/// last one counts; or a list of parts <c>{type: "text", text}</c> and <c>{type: "thinking", thinking}</c>. Thoughts
/// stand in think tags before the answer.
/// </summary>
public static class MessageText
{
    private static readonly string[] Thoughts = ["thinking", "reasoning", "reasoning_content", "reasoning_text"];
    private static readonly string[] Texts = ["text", "output_text", "input_text", "refusal"];

    /// <summary>The text of a completion; null where it, or its content, is null.</summary>
    /// <exception cref="FormatException">It is something else; the message says what.</exception>
    public static string? Of(JsonNode? completion)
    {
        switch (completion)
        {
            case null:
                return null;
            case JsonValue value when value.TryGetValue(out string? text):
                return text;
            case JsonObject message when message.ContainsKey("content") && !message.ContainsKey("type"):
                return WithThought(message);
            case JsonArray { Count: > 0 } messages
                when messages[^1] is JsonObject last && last.ContainsKey("role") && last.ContainsKey("content"):
                return WithThought(last);
            case JsonArray { Count: > 0 } or JsonObject:
                StringBuilder answer = new(),
                    thought = new();
                Add(completion, answer, thought);
                return Joined(thought, answer.ToString());
            default:
                throw new FormatException(
                    "a completion should be text, or a list of messages with \"content\", or a list of parts with "
                        + "\"text\"."
                );
        }
    }

    // DeepSeek's messages have their thoughts beside the content.
    private static string? WithThought(JsonObject message)
    {
        string? content = Of(message["content"]);
        StringBuilder thought = new();
        if ((message["reasoning_content"] ?? message["reasoning"]) is JsonValue value)
            thought.Append(value.TryGetValue(out string? text) ? text : "");
        return thought.Length == 0 ? content : Joined(thought, content ?? "");
    }

    private static string Joined(StringBuilder thought, string answer) =>
        thought.Length == 0 ? answer : $"<think>\n{thought}\n</think>\n{answer}";

    private static void Add(JsonNode? part, StringBuilder answer, StringBuilder thought)
    {
        switch (part)
        {
            case null:
                break;
            case JsonValue value when value.TryGetValue(out string? text):
                answer.Append(text);
                break;
            case JsonArray parts:
                foreach (JsonNode? one in parts)
                    Add(one, answer, thought);
                break;
            case JsonObject one:
                string kind = one["type"] is JsonValue type && type.TryGetValue(out string? name) ? name : "text";
                bool isThought = Thoughts.Contains(kind);
                if (!isThought && !Texts.Contains(kind))
                {
                    throw new FormatException($"a completion has a part of type \"{kind}\"; parts with text are read.");
                }

                JsonNode inner =
                    one[kind]
                    ?? one["text"]
                    ?? one["content"]
                    ?? one["summary"]
                    ?? throw new FormatException(
                        $"a completion has a part without \"text\"; it has {string.Join(", ", one.Select(f => f.Key))}."
                    );
                Add(inner, isThought ? thought : answer, thought);
                break;
            default:
                throw new FormatException($"a completion has {part.ToJsonString()} where text is expected.");
        }
    }
}
