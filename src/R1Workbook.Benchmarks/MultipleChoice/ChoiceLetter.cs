using System.Text.RegularExpressions;
using R1Workbook.Core.Verification.Graders;

namespace R1Workbook.Benchmarks.MultipleChoice;

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

    /// <summary>
    /// MMLU (openai/simple-evals, mmlu_eval.py): Markdown and LaTeX marks are dropped, then "Answer:" is looked for in some twenty languages,
    /// English first, and the first letter after it counts.
    /// </summary>
    public static string? Mmlu(string response)
    {
        string plain = Marks().Replace(response, "");
        foreach (Regex words in (Regex[])[English(), Others()])
        {
            if (words.Match(plain) is { Success: true } match)
            {
                string letter = match.Groups[1].Value;
                return Letters.GetValueOrDefault(letter[0]) ?? letter.ToUpperInvariant();
            }
        }
        return null;
    }

    /// <summary>GPQA (openai/simple-evals, gpqa_eval.py): the first "Answer: X", dollar signs allowed around the letter.</summary>
    public static string? Gpqa(string response) => GpqaAnswer().Match(response) is { Success: true } match ? match.Groups[1].Value.ToUpperInvariant() : null;

    /// <summary>
    /// ZeroEval (src/evaluation/mcqa_eval.py): the field "answer" of the JSON; a letter, or a letter and a bracket before the choice. No JSON is
    /// no answer.
    /// </summary>
    public static string? ZeroEval(string response)
    {
        if (ZeroEvalGrader.Answer(response)?.Trim() is not { Length: > 0 } answer) return null;
        return answer.Length > 1 && char.IsAsciiLetterUpper(answer[0]) && answer[1] == ')' ? answer[..1] : answer;
    }

    /// <summary>C-Eval (hkust-nlp/ceval, evaluators/chatgpt.py): the first letter of the response, else the last letter after a Chinese "the answer is", tried form by form.</summary>
    public static string? CEval(string response)
    {
        string text = response.Trim();
        if (text.Length == 0) return null;
        if (text[0] is >= 'A' and <= 'D') return text[..1];
        foreach (Regex form in CEvalForms)
        {
            if (form.Matches(text) is { Count: > 0 } matches) return matches[^1].Groups[1].Value;
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
        .. new[] { "^选", "^选项", @"答案是\s?选?项?\s?", @"答案为\s?选?项?\s?", @"答案应为\s?选?项?\s?", @"答案选\s?选?项?\s?", @"答案(?:是|应该是)?[:：]\s?选?项?\s?", @"正确的一项是\s?", @"答案(?:为|应为)[:：]\s?选?项?\s?", @"选项\s?(?=[A-D]\s?是正确)" }
            .Select(words => new Regex(words + "([A-D])", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1))),
    ];

    [GeneratedRegex(@"\*\*|\$\\boxed\{|\}\$|\\\$|\$\\text\{|\$|\\mathrm\{|\\\{|\\text|\\\(|\\mathbf\{|\{|\\boxed", RegexOptions.CultureInvariant)]
    private static partial Regex Marks();

    [GeneratedRegex(@"Answer\s*[:​]\s*([A-Da-dأ-دঅবডঢＡＢＣＤ])", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex English();

    [GeneratedRegex(@"(?:উত্তর\s*:|उत्तर\s*:|উত্তরঃ|Antwort\s*:|답변\s*:|정답\s*:|답\s*:|答案\s*[：:]|答\s*[：:]|答复\s*：|答曰\s*：|الإجابة:|الجواب:|إجابة:|الإجابة النهائية:|الإجابة الصحيحة:|الإجابة الصحيحة هي:|الإجابة هي:|الجواب النهائي:|Respuesta\s*:|Risposta\s*:|答え\s*[:：]|回答\s*[:：]|解答\s*:|Jawaban\s*:|Réponse\s*:|Resposta\s*:|Jibu\s*:|Idahun\s*:|Ìdáhùn\s*:|Idáhùn\s*:|Àmọ̀nà\s*:|Àdáhùn\s*:|Ànúgọ\s*:|Àṣàyàn\s*:)[ \t]*([A-Da-dأ-دঅবডঢＡＢＣＤ])", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Others();

    [GeneratedRegex(@"Answer[ \t]*:[ \t]*\$?([A-D])\$?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex GpqaAnswer();
}
