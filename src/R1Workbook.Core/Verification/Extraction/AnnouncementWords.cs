using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace R1Workbook.Core.Verification.Extraction;

/// <summary>The words that announce an answer, and those that say "is".</summary>
internal static class AnnouncementWords
{
    private static readonly string[] All =
    [
        "answer",
        "####",
        "réponse",
        "antwort",
        "respuesta",
        "resposta",
        "risposta",
        "antwoord",
        "ответ",
        "відповідь",
        "odpowiedź",
        "odpověď",
        "răspuns",
        "svaret",
        "vastaus",
        "απάντηση",
        "cevap",
        "yanıt",
        "jawaban",
        "jibu",
        "đáp án",
        "câu trả lời",
        "答案",
        "答え",
        "解答",
        "正解",
        "答：",
        "答:",
        "정답",
        "답은",
        "답:",
        "الإجابة",
        "الجواب",
        "إجابة",
        "תשובה",
        "پاسخ",
        "उत्तर",
        "जवाब",
        "উত্তর",
        "คำตอบ",
        "பதில்",
        "సమాధానం",
        "જવાબ",
    ];

    private static readonly SearchValues<string> Words = SearchValues.Create(All, StringComparison.OrdinalIgnoreCase);

    // A text in ASCII holds no other; the search for few short words is vectorised.
    private static readonly SearchValues<string> AsciiWords = SearchValues.Create(
        [.. All.Where(word => Ascii.IsValid(word))],
        StringComparison.OrdinalIgnoreCase
    );

    /// <summary>The words to look for in a text.</summary>
    public static SearchValues<string> Of(string text) => Ascii.IsValid(text) ? AsciiWords : Words;

    public static readonly FrozenSet<string> Copulas = new[]
    {
        "is",
        "are",
        "was",
        "equals",
        "equal",
        "est",
        "sont",
        "ist",
        "sind",
        "lautet",
        "es",
        "son",
        "é",
        "è",
        "são",
        "sono",
        "zijn",
        "is:",
        "равен",
        "равна",
        "равно",
        "это",
        "jest",
        "este",
        "är",
        "είναι",
        "là",
        "adalah",
        "هو",
        "هي",
        "הוא",
        "היא",
        "है",
        "হল",
        "হলো",
        "คือ",
        "은",
        "는",
        "gives",
        "become",
        "becomes",
        "get",
        "soit",
        "vale",
        "beträgt",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool IsCopula(ReadOnlySpan<char> word) =>
        Copulas.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word)
        || word.EndsWith("'s", StringComparison.Ordinal)
        || word.EndsWith("’s", StringComparison.Ordinal);
}
