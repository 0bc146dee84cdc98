using System.Text;

namespace R1Workbook.Learning.Tokenizers;

/// <summary>Who says a turn of a conversation.</summary>
public enum ChatRole
{
    /// <summary>The one who deploys the model.</summary>
    System,

    /// <summary>The one who asks.</summary>
    User,

    /// <summary>The model.</summary>
    Assistant,
}

/// <summary>A turn of a conversation.</summary>
/// <param name="Role">Who says it.</param>
/// <param name="Content">What is said.</param>
public sealed record ChatTurn(ChatRole Role, string Content);

/// <summary>
/// Writes a conversation as the text that a model was trained on: equal to what the chat_template of its
/// tokenizer_config.json gives for system, user and assistant turns. Tool calls are not written.
/// </summary>
public abstract class ChatTemplate
{
    private const string EndOfThinking = "</think>";

    /// <summary>DeepSeek-V3.</summary>
    public static ChatTemplate DeepSeekV3 { get; } = new DeepSeek("", dropsThinking: false);

    /// <summary>
    /// DeepSeek-R1 and all R1-Distill models, those on Qwen and Llama too: as V3, but the thinking of earlier turns is
    /// left out, and the prompt for an answer opens the thinking. A format reward must know that the opening tag is not
    /// in the completion.
    /// </summary>
    public static ChatTemplate DeepSeekR1 { get; } = new DeepSeek("<think>\n", dropsThinking: true);

    /// <summary>Qwen2.5-Instruct.</summary>
    public static ChatTemplate Qwen25 { get; } =
        new Qwen("You are Qwen, created by Alibaba Cloud. You are a helpful assistant.");

    /// <summary>The form of the Qwen family (ChatML) without an instruction that nobody gave, as Qwen3.</summary>
    public static ChatTemplate ChatMl { get; } = new Qwen(null);

    /// <summary>Writes a conversation.</summary>
    /// <param name="turns">The turns.</param>
    /// <param name="forAnswer">Whether the text ends where the model's answer begins (add_generation_prompt).</param>
    /// <returns>The text; encode it as it is, nothing is to be added.</returns>
    /// <exception cref="ArgumentException">There is no turn.</exception>
    public string Render(IReadOnlyList<ChatTurn> turns, bool forAnswer)
    {
        ArgumentNullException.ThrowIfNull(turns);
        if (turns.Count == 0)
            throw new ArgumentException("A conversation has at least one turn.", nameof(turns));
        var text = new StringBuilder();
        Write(text, turns);
        if (forAnswer)
            text.Append(AnswerPrompt);
        return text.ToString();
    }

    /// <summary>What stands before the model's answer.</summary>
    public abstract string AnswerPrompt { get; }

    private protected abstract void Write(StringBuilder text, IReadOnlyList<ChatTurn> turns);

    private sealed class DeepSeek(string opening, bool dropsThinking) : ChatTemplate
    {
        public override string AnswerPrompt => "<｜Assistant｜>" + opening;

        private protected override void Write(StringBuilder text, IReadOnlyList<ChatTurn> turns)
        {
            // System turns come first wherever they stand.
            text.Append("<｜begin▁of▁sentence｜>")
                .AppendJoin("\n\n", turns.Where(turn => turn.Role == ChatRole.System).Select(turn => turn.Content));
            foreach (ChatTurn turn in turns)
            {
                if (turn.Role == ChatRole.User)
                {
                    text.Append("<｜User｜>").Append(turn.Content);
                }
                else if (turn.Role == ChatRole.Assistant)
                {
                    text.Append("<｜Assistant｜>")
                        .Append(dropsThinking ? Answer(turn.Content) : turn.Content)
                        .Append("<｜end▁of▁sentence｜>");
                }
            }
        }

        // The blank line behind the tag stays, as in the template.
        private static string Answer(string content) =>
            content.LastIndexOf(EndOfThinking, StringComparison.Ordinal) is >= 0 and int at
                ? content[(at + EndOfThinking.Length)..]
                : content;
    }

    private sealed class Qwen(string? system) : ChatTemplate
    {
        public override string AnswerPrompt => "<|im_start|>assistant\n";

        private protected override void Write(StringBuilder text, IReadOnlyList<ChatTurn> turns)
        {
            IEnumerable<ChatTurn> all =
                system is null || turns[0].Role == ChatRole.System
                    ? turns
                    : turns.Prepend(new ChatTurn(ChatRole.System, system));
            foreach (ChatTurn turn in all)
            {
                string role = turn.Role switch
                {
                    ChatRole.System => "system",
                    ChatRole.User => "user",
                    _ => "assistant",
                };
                text.Append("<|im_start|>").Append(role).Append('\n').Append(turn.Content).Append("<|im_end|>\n");
            }
        }
    }
}
