using System.Text.RegularExpressions;
using R1Workbook.Core.Peers;

namespace R1Workbook.Benchmarks.Families;

/// <summary>The letter that a response chooses, by the rules of the benchmarks' own code.</summary>
public static partial class ChoiceLetter
{
    // The letters of Arabic, Bengali and full-width type that stand for A to D (openai/simple-evals, common.py).
    private static readonly Dictionary<char, string> Letters = new()
    {
        ['أ'] = "A",
        ['ب'] = "B",
        ['ج'] = "C",
        ['د'] = "D",
        ['অ'] = "A",
        ['ব'] = "B",
        ['ড'] = "C",
        ['ঢ'] = "D",
        ['Ａ'] = "A",
        ['Ｂ'] = "B",
        ['Ｃ'] = "C",
        ['Ｄ'] = "D",
    };

    // What stands around a letter in Markdown and LaTeX (normalize_response): dropped one after the other, in this
    // order.
    private static readonly string[] Marks =
    [
        "**",
        "$\\boxed{",
        "}$",
        "\\$",
        "$\\text{",
        "$",
        "\\mathrm{",
        "\\{",
        "\\text",
        "\\(",
        "\\mathbf{",
        "{",
        "\\boxed",
    ];

    // "Answer:" in the languages of MULTILINGUAL_ANSWER_REGEXES, tried in this order; the second ends in invisible
    // marks, as Korean answers do.
    private static readonly Regex[] Announcements =
    [
        .. new[]
        {
            @"Answer\s*:",
            "Answer\\s*:\u200b\u200b\u200b\u200b\u200b\u200b",
            @"উত্তর\s*:",
            @"उत्तर\s*:",
            "উত্তরঃ",
            @"Antwort\s*:",
            @"답변\s*:",
            @"정답\s*:",
            @"답\s*:",
            @"答案\s*：",
            @"答案\s*:",
            @"答\s*：",
            @"答\s*:",
            @"答复\s*：",
            @"答曰\s*：",
            "الإجابة:",
            "الجواب:",
            "إجابة:",
            "الإجابة النهائية:",
            "الإجابة الصحيحة:",
            "الإجابة الصحيحة هي:",
            "الإجابة هي:",
            "الجواب النهائي:",
            @"Respuesta\s*:",
            @"Risposta\s*:",
            @"答え\s*:",
            @"答え\s*：",
            @"回答\s*:",
            @"回答\s*：",
            @"解答\s*:",
            @"Jawaban\s*:",
            @"Réponse\s*:",
            @"Resposta\s*:",
            @"Jibu\s*:",
            @"Idahun\s*:",
            @"Ìdáhùn\s*:",
            @"Idáhùn\s*:",
            @"Àmọ̀nà\s*:",
            @"Àdáhùn\s*:",
            @"Ànúgọ\s*:",
            @"Àṣàyàn\s*:",
        }.Select(words => new Regex(
            words + @"[ \t]*([A-Dأ-دঅবডঢＡＢＣＤ])",
            RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
            TimeSpan.FromSeconds(5)
        )),
    ];

    /// <summary>
    /// MMLU (openai/simple-evals, common.py and mmlu_eval.py): Markdown and LaTeX marks are dropped, then "Answer:" is
    /// looked for language by language, English first, and the letter after its first place counts. A small letter is
    /// read and is no choice, as officially.
    /// </summary>
    public static string? Mmlu(string response)
    {
        string plain = Marks.Aggregate(response, (text, mark) => text.Replace(mark, "", StringComparison.Ordinal));
        foreach (Regex announcement in Announcements)
        {
            if (announcement.Match(plain) is { Success: true } match)
                return Letters.GetValueOrDefault(match.Groups[1].Value[0]) ?? match.Groups[1].Value;
        }
        return null;
    }

    /// <summary>GPQA (openai/simple-evals, gpqa_eval.py): the first "Answer: X", dollar signs allowed around the
    /// letter. A small letter is no choice, as officially.</summary>
    public static string? Gpqa(string response) =>
        GpqaAnswer().Match(response) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>
    /// ZeroEval (src/evaluation/mcqa_eval.py): the field "answer"; a letter, or the first letter with a bracket behind
    /// it. No field, or an empty one, is no answer.
    /// </summary>
    public static string? ZeroEval(string response)
    {
        if (ZeroEvalGrader.Answer(response) is not { Length: > 0 } answer)
            return null;
        return Bracketed().Match(answer) is { Success: true } match ? match.Groups[1].Value : answer.Trim();
    }

    [GeneratedRegex(@"([A-Z])\)", RegexOptions.CultureInvariant)]
    private static partial Regex Bracketed();

    /// <summary>
    /// C-Eval (hkust-nlp/ceval, evaluators/chatgpt.py): the first letter of the response; else the forms of its
    /// answer-only evaluation, tried in turn; else those of its chain of thought. Of several places the last counts.
    /// </summary>
    public static string? CEval(string response)
    {
        string text = response.Trim();
        if (text.Length == 0)
            return null;
        if (text[0] is >= 'A' and <= 'D')
            return text[..1];
        foreach (Regex form in CEvalForms)
        {
            if (form.Matches(text) is { Count: > 0 } matches)
                return matches[^1].Groups[1].Value;
        }
        return null;
    }

    /// <summary>CLUEWSC (OpenCompass, first_capital_postprocess): the first capital letter.</summary>
    public static string? FirstCapital(string response)
    {
        int at = response.AsSpan().IndexOfAnyInRange('A', 'Z');
        return at < 0 ? null : response.Substring(at, 1);
    }

    private static readonly Regex[] CEvalForms =
    [
        .. new[]
        {
            "^选",
            "^选项",
            @"答案是\s?选?项?\s?",
            @"答案为\s?选?项?\s?",
            @"答案应为\s?选?项?\s?",
            @"答案选\s?选?项?\s?",
            @"答案是:\s?选?项?\s?",
            @"答案应该是:\s?选?项?\s?",
            @"正确的一项是\s?",
            @"答案为:\s?选?项?\s?",
            @"答案应为:\s?选?项?\s?",
            @"答案:\s?选?项?\s?",
            @"答案是：\s?选?项?\s?",
            @"答案应该是：\s?选?项?\s?",
            @"答案为：\s?选?项?\s?",
            @"答案应为：\s?选?项?\s?",
            @"答案：\s?选?项?\s?",
            @"选项\s*(?=[A-D]\s*是正确的。)",
        }.Select(words => new Regex(words + "([A-D])", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5))),
    ];

    [GeneratedRegex(@"Answer[ \t]*:[ \t]*\$?([A-D])\$?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex GpqaAnswer();
}
