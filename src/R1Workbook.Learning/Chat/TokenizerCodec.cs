using Microsoft.Extensions.AI;
using R1Workbook.Learning.Tokenizers;

namespace R1Workbook.Learning.Chat;

/// <summary>A conversation by a tokenizer.json and a chat template.</summary>
/// <param name="tokenizer">The tokenizer.</param>
/// <param name="template">The template; null: a base model, which goes on with the plain text.</param>
/// <param name="ends">Tokens that end an answer.</param>
public sealed class TokenizerCodec(Tokenizer tokenizer, ChatTemplate? template, IReadOnlyList<int> ends) : IChatCodec
{
    private const string OpeningTag = "<think>";

    /// <inheritdoc/>
    public string Opening =>
        template?.AnswerPrompt is { } prompt && prompt.IndexOf(OpeningTag, StringComparison.Ordinal) is >= 0 and int at
            ? prompt[at..]
            : "";

    /// <inheritdoc/>
    public int? ThinkClose => tokenizer.Find("</think>");

    /// <inheritdoc/>
    public IReadOnlyList<int> Ends => ends;

    /// <inheritdoc/>
    public int[] Encode(IReadOnlyList<ChatMessage> messages) =>
        tokenizer.Encode(
            template is null
                ? string.Join("\n\n", messages.Select(message => message.Text))
                : template.Render(
                    [.. messages.Select(message => new ChatTurn(Role(message), message.Text))],
                    forAnswer: true
                )
        );

    /// <inheritdoc/>
    public string Decode(IEnumerable<int> tokens) => tokenizer.Decode(tokens, keepSpecial: false);

    private static Tokenizers.ChatRole Role(ChatMessage message) =>
        message.Role.Value switch
        {
            "system" => Tokenizers.ChatRole.System,
            "user" => Tokenizers.ChatRole.User,
            "assistant" => Tokenizers.ChatRole.Assistant,
            _ => throw new ArgumentException(
                $"a turn of \"{message.Role}\" is written by no template here; system, user and assistant are."
            ),
        };
}
