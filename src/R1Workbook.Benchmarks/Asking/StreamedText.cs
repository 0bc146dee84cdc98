using Microsoft.Extensions.AI;
using R1Workbook.Core.Files;

namespace R1Workbook.Benchmarks.Asking;

/// <summary>The text of a stream as it grows: how long it is, and halves of surrogate pairs, which some servers send in
/// two pieces.</summary>
/// <param name="limits">How long it may be.</param>
internal sealed class StreamedText(AnswerLimits limits)
{
    private long _letters,
        _pieces;
    private char? _text,
        _thought;

    /// <summary>Takes a piece. A half pair at its end waits for the next piece and is put before it.</summary>
    /// <returns>False where the text is too long by now.</returns>
    public bool Take(ChatResponseUpdate piece)
    {
        _pieces++;
        foreach (AIContent content in piece.Contents)
        {
            switch (content)
            {
                case TextReasoningContent thought:
                    thought.Text = Joined(thought.Text, ref _thought);
                    break;
                case TextContent text:
                    text.Text = Joined(text.Text, ref _text);
                    break;
            }
        }
        return _letters <= limits.Letters && _pieces <= limits.Pieces;
    }

    /// <summary>What still waits at the end; null: nothing does.</summary>
    public ChatResponseUpdate? Rest()
    {
        List<AIContent> rest = [];
        if (_thought is { } thought)
            rest.Add(new TextReasoningContent(LoneSurrogates.ReplacedInText($"{thought}")));
        if (_text is { } text)
            rest.Add(new TextContent(LoneSurrogates.ReplacedInText($"{text}")));
        return rest.Count == 0 ? null : new ChatResponseUpdate(ChatRole.Assistant, rest);
    }

    private string Joined(string piece, ref char? waiting)
    {
        _letters += piece.Length;
        string text = $"{waiting}{piece}";
        waiting = text.Length > 0 && char.IsHighSurrogate(text[^1]) ? text[^1] : null;
        return LoneSurrogates.ReplacedInText(waiting is null ? text : text[..^1]);
    }
}
