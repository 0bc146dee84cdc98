using System.Text;
using R1Workbook.Core.Languages;

namespace R1Workbook.Core.Tests.Languages;

public sealed class LanguageMixTests
{
    [Theory]
    [InlineData('a', Script.Latin)]
    [InlineData('ß', Script.Latin)]
    [InlineData('ж', Script.Cyrillic)]
    [InlineData('π', Script.Greek)]
    [InlineData('ق', Script.Arabic)]
    [InlineData('ह', Script.Devanagari)]
    [InlineData('ท', Script.Thai)]
    [InlineData('中', Script.Han)]
    [InlineData('の', Script.Hiragana)]
    [InlineData('ー', Script.Katakana)]
    [InlineData('한', Script.Hangul)]
    [InlineData('1', Script.Common)]
    [InlineData('，', Script.Common)]
    [InlineData('Ⴀ', Script.Other)]
    public void A_character_has_a_script(char character, Script script) =>
        Assert.Equal(script, Scripts.Of(new Rune(character)));

    [Theory]
    [InlineData("don't stop, well-known x2", "don't|stop|well-known|x2")]
    [InlineData("因为这个答案是四", "因为|这个|答案|是|四")]
    [InlineData("我们等一下", "我们|等一|下")]
    [InlineData("答えは四です", "答|えは|四|です")]
    [InlineData("답은 사입니다", "답은|사입니다")]
    [InlineData("หาคำตอบแรก", "หาคำตอบ|แรก")]
    [InlineData("Привет, мир", "Привет|мир")]
    [InlineData("abc中文def", "abc|中文|def")]
    [InlineData("12 + 3", "12|3")]
    [InlineData("𠀀𠀁", "𠀀𠀁")]
    [InlineData("", "")]
    public void Words_are_divided_by_rule(string text, string words) =>
        Assert.Equal(words, string.Join('|', Words.Of(text).Select(word => text.Substring(word.Start, word.Length))));

    [Theory]
    [InlineData("The answer is the sum of both numbers.", "en")]
    [InlineData("Die Antwort ist die Summe beider Zahlen.", "de")]
    [InlineData("La réponse est la somme des deux nombres.", "fr")]
    [InlineData("La respuesta es la suma de los dos números.", "es")]
    [InlineData("La risposta è la somma dei due numeri.", "it")]
    [InlineData("A resposta é a soma dos dois números.", "pt")]
    [InlineData("Ответ равен сумме двух чисел.", "ru")]
    [InlineData("Відповідь є сумою двох чисел і її можна знайти.", "ru,uk")]
    [InlineData("答案是两个数的和。", "zh")]
    [InlineData("東京大学、数学科の問題です。", "ja")]
    [InlineData("답은 두 수의 합입니다.", "ko")]
    [InlineData("الجواب هو مجموع العددين.", "ar")]
    [InlineData("उत्तर दोनों संख्याओं का योग है।", "hi")]
    [InlineData("คำตอบคือผลรวมของสองจำนวน", "th")]
    public void A_sentence_has_a_language(string text, string languages) =>
        Assert.All(
            LanguageMix.Of(text).Languages,
            language => Assert.Contains(language, languages, StringComparison.Ordinal)
        );

    [Fact]
    public void Segments_switch_where_the_language_does()
    {
        const string text = "We add both numbers. 然后得到答案。 Und das ist die Lösung der Aufgabe.";
        LanguageMix mix = LanguageMix.Of(text);
        Assert.Equal(["en", "zh", "de"], mix.Segments.Select(segment => segment.Language));
        Assert.Equal(
            [text.IndexOf('然', StringComparison.Ordinal), text.IndexOf("Und", StringComparison.Ordinal)],
            mix.Switches
        );
        Assert.Equal(1, mix.Languages.Sum(language => mix.Share(language, LanguageUnit.Word)!.Value), 12);
        Assert.Equal("We add both numbers".Length, mix.Segments[0].Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12 + 3 = 15")]
    [InlineData("$\\alpha + x$ \\frac{a}{b} `code` https://example.org GPU x2 A = B")]
    public void What_is_of_no_language_does_not_count(string text)
    {
        LanguageMix mix = LanguageMix.Of(text);
        Assert.Equal(0, mix.Total(LanguageUnit.Word));
        Assert.Null(mix.Share("en", LanguageUnit.Character));
    }

    [Fact]
    public void Any_text_is_analysed_without_an_exception()
    {
        Random random = new(11);
        for (int trial = 0; trial < 3000; trial++)
        {
            char[] text = new char[random.Next(60)];
            for (int i = 0; i < text.Length; i++)
                text[i] = (char)random.Next(random.Next(3) == 0 ? 0x10000 : 0x80);
            LanguageMix mix = LanguageMix.Of(new string(text));
            Assert.All(mix.Segments, segment => Assert.InRange(segment.End, segment.Start + 1, text.Length));
        }
    }

    [Fact]
    public void The_work_grows_with_the_length_of_a_text_and_no_faster() =>
        Growth.AtMostLinear(
            45_000,
            count => string.Concat(Enumerable.Repeat("the sum is 四 und $x ", count)),
            text => Assert.NotEmpty(LanguageMix.Of(text).Segments)
        );

    [Theory]
    [InlineData(@"\( `a` ")]
    [InlineData(@"\[ $x$ ")]
    [InlineData(@"\begin{a} ")]
    [InlineData("```")]
    [InlineData("$$ a ")]
    [InlineData("<a")]
    public void Marks_that_nothing_closes_cost_no_more(string unit) =>
        Growth.AtMostLinear(
            200_000,
            count => string.Concat(Enumerable.Repeat(unit, count)),
            text => Assert.Equal(text.Length, Prose.Of(text).Length)
        );

    [Theory]
    [InlineData(@"see \(x\) and \(y", @"see       and \(y")]
    [InlineData(@"\[ a \] b \[ c", @"        b \[ c")]
    [InlineData(@"\begin{a} b", @"          b")]
    [InlineData(@"\begin{a} b \end{a} c", @"                    c")]
    [InlineData(@"$a \( b$ c", @"         c")]
    public void What_is_no_prose_is_blanked_and_what_nothing_closes_stays(string text, string prose) =>
        Assert.Equal(prose, Prose.Of(text).TrimEnd());
}
