using Microsoft.Extensions.AI;

namespace R1Workbook.Learning.Chat;

/// <summary>How a model reads a conversation and how its answer is read.</summary>
public interface IChatCodec
{
    /// <summary>What the prompt has already written of the answer, for example <c>&lt;think&gt;</c>; empty where it has
    /// nothing.</summary>
    string Opening => "";

    /// <summary>The token that ends the thinking; null where there is none.</summary>
    int? ThinkClose { get; }

    /// <summary>Tokens that end an answer, at least one.</summary>
    IReadOnlyList<int> Ends { get; }

    /// <summary>The conversation as the tokens of a prompt, [P].</summary>
    /// <exception cref="ArgumentException">The model has no tokens for the text; the message says for what.</exception>
    int[] Encode(IReadOnlyList<ChatMessage> messages);

    /// <summary>The text of an answer without the token that ended it.</summary>
    string Decode(IEnumerable<int> tokens);
}
