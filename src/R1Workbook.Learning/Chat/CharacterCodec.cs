using System.Text;
using Microsoft.Extensions.AI;

namespace R1Workbook.Learning.Chat;

/// <summary>
/// One token a character, as the toy models of verl's tests have it (char_ords of tokenizer_config.json): token 0
/// separates the prompt from the answer, 1 ends it, 2 pads, 3 stands for what is unknown, and the characters follow.
/// </summary>
/// <param name="characters">The characters, as code points, in the order of their tokens.</param>
public sealed class CharacterCodec(IReadOnlyList<int> characters) : IChatCodec
{
    private const int Separator = 0,
        End = 1,
        First = 4;

    /// <inheritdoc/>
    public int? ThinkClose => null;

    /// <inheritdoc/>
    public IReadOnlyList<int> Ends { get; } = [End];

    /// <inheritdoc/>
    public int[] Encode(IReadOnlyList<ChatMessage> messages) =>
        [
            .. string.Concat(messages.Select(message => message.Text))
                .EnumerateRunes()
                .Select(rune =>
                    Enumerable.Range(0, characters.Count).FirstOrDefault(i => characters[i] == rune.Value, -1)
                        is >= 0
                            and int at
                        ? First + at
                        : throw new ArgumentException(
                            $"this model reads only the characters \"{Written(characters)}\", and the prompt has "
                                + $"{Shown(rune)}: it cannot be asked this benchmark."
                        )
                ),
            Separator,
        ];

    /// <inheritdoc/>
    public string Decode(IEnumerable<int> tokens) =>
        Written(
            tokens
                .Where(token => token >= First && token < First + characters.Count)
                .Select(token => characters[token - First])
        );

    private static string Shown(Rune rune) =>
        Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) ? $"U+{rune.Value:X4}" : $"\"{rune}\"";

    private static string Written(IEnumerable<int> points) =>
        points.Aggregate(new StringBuilder(), (text, point) => text.Append(new Rune(point).ToString())).ToString();
}
