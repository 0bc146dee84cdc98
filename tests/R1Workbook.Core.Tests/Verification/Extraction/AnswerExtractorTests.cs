using R1Workbook.Core.Verification.Extraction;

namespace R1Workbook.Core.Tests.Verification.Extraction;

public sealed class AnswerExtractorTests
{
    [Theory]
    [InlineData(@"so \boxed{\frac{1}{2}}.", @"\frac{1}{2}")]
    [InlineData(@"\fbox{7}", "7")]
    [InlineData(@"\boxed{\boxed{5}}", "5")]
    [InlineData(@"\boxed 5 apples", "5")]
    [InlineData(@"the area is \boxed{3.5 and then it breaks off", "3.5 and then it breaks off")]
    [InlineData(@"\\boxed{\\frac{3}{4}}", @"\frac{3}{4}")]
    [InlineData(@"first \boxed{7}, no: \boxed{9}", "9")]
    [InlineData(@"$x = \boxed{1}$ or $x = \boxed{-2}$", "1, -2")]
    [InlineData(@"\boxed{1}, \boxed{2} and \boxed{3}", "1, 2, 3")]
    [InlineData(@"\boxed{28} percent", @"28\%")]
    public void Boxes_are_found(string text, string answer) => Assert.Equal(answer, First(text).Text);

    [Theory]
    [InlineData("The final answer is $42$. I hope it is correct.", "42")]
    [InlineData("**Answer:** 17", "17")]
    [InlineData("Answer: x = 5 + 6 = 11", "11")]
    [InlineData("Natalia sold 72 clips.\n#### 72", "72")]
    [InlineData("#### $1,234", "1234")]
    [InlineData("<think>It is 3.</think><answer>4</answer>", "4")]
    [InlineData("{\"reasoning\": \"2 + 3 = 5\", \"answer\": \"5\"}", "5")]
    [InlineData("The answer is 5 because 3 people stay.", "5")]
    [InlineData("**Final Answer**\n$12$", "12")]
    [InlineData("La réponse est 12,5 euros.", "12.5")]
    [InlineData("Die Antwort lautet 1.234,5 Euro.", "1234.5")]
    [InlineData("La respuesta es 3/4.", "3/4")]
    [InlineData("Ответ: 42", "42")]
    [InlineData("答案是 42。", "42")]
    [InlineData("答えは７です。", "7")]
    [InlineData("정답은 15입니다.", "15")]
    [InlineData("الإجابة هي ٤٢", "42")]
    [InlineData("उत्तर: ४२", "42")]
    [InlineData("คำตอบคือ 42", "42")]
    [InlineData("Đáp án là 42.", "42")]
    [InlineData("Cevap: 42", "42")]
    [InlineData("Answer: x = 3 and y = 4", "x = 3 and y = 4")]
    [InlineData("There are 3 cases. The answer is a + b.", "a + b")]
    [InlineData("The answer is x^2 + 3x.", "x^2 + 3x")]
    public void Announced_answers_are_found(string text, string answer) => Assert.Equal(answer, First(text).Text);

    [Theory]
    [InlineData("7,425,000", "7425000")]
    [InlineData("12,34,567", "1234567")]
    [InlineData("1 234,5", "1234.5")]
    [InlineData("Soucis : 0,5 euros", "0.5")]
    [InlineData(".5", "0.5")]
    [InlineData("-$5", "-5")]
    [InlineData("−3", "-3")]
    [InlineData("25 %", "25%")]
    [InlineData("25 percent", "25%")]
    [InlineData("1.5e-3", "1.5*10^(-3)")]
    [InlineData("3 1/2", "(3+1/2)")]
    [InlineData("It weighs 12kg.", "12")]
    [InlineData("She pays $7.78 for it", "7.78")]
    [InlineData("Hence the probability P(A) = 2/3", "2/3")]
    [InlineData("The point is (7, 6).", "(7, 6)")]
    [InlineData("They are 2, 3 and 5.", "2, 3, 5")]
    [InlineData("$1$ and $2$ and $3$", "1, 2, 3")]
    [InlineData("I had $20 and gave away $5, so I have $15 left.", "15")]
    [InlineData("[ 9 ]", "9")]
    [InlineData("1. Add: 2 + 3 = 5\n2. Double it: 5 * 2 = 10\n3. Done", "10")]
    [InlineData("It is 36. Step 3:", "36")]
    [InlineData(@"Then $x = 2 + 3 = 5$.", "x = 5")]
    [InlineData("\\begin{align*} x &= 1 + 1 \\\\ &= 2 \\end{align*}", "2")]
    public void Unannounced_answers_are_found(string text, string answer) => Assert.Equal(answer, First(text).Text);

    [Theory]
    [InlineData("AZYUK2A")]
    [InlineData("I do not know this one at all")]
    [InlineData("")]
    [InlineData(@"\boxed{}")]
    public void Nothing_is_found_where_there_is_nothing(string text) =>
        Assert.DoesNotContain(
            AnswerExtractor.Extract(text),
            answer => answer.Kind is AnswerKind.Expression or AnswerKind.Latex
        );

    [Fact]
    public void Several_boxes_count_as_the_settings_say()
    {
        const string Text = @"\boxed{1} is small. But later we see that it must be \boxed{2}.";
        Assert.Equal("2", First(Text).Text);
        Assert.Equal("1, 2", First(Text, new() { Boxes = BoxRule.All }).Text);
        Assert.DoesNotContain("box", First(Text, new() { Boxes = BoxRule.Agreeing }).Where, StringComparison.Ordinal);
        Assert.Equal(
            "2",
            First(@"\boxed{2} and so, as we have seen before, \boxed{2}", new() { Boxes = BoxRule.Agreeing }).Text
        );
    }

    [Fact]
    public void A_box_has_the_rank_that_it_is_given()
    {
        const string Text = @"Here \boxed{1}. The final answer is 2.";
        Assert.Equal("2", First(Text).Text);
        Assert.Equal("1", First(Text, new() { BoxedPriority = 0 }).Text);
        Assert.Equal("2", First(Text, new() { BoxedPriority = -1 }).Text);
    }

    [Theory]
    [InlineData("The answer is (B).", "B")]
    [InlineData("It is not A, so it must be C", "C")]
    [InlineData("A dog has four legs, hence D", "D")]
    [InlineData(@"\boxed{\text{B}}", "B")]
    [InlineData("B. Because A is wrong", "B")]
    [InlineData("Ответ: Б", "B")]
    [InlineData("الإجابة هي ج", "C")]
    [InlineData("답은 다", "C")]
    [InlineData("正解はイです", "B")]
    [InlineData("答案：C", "C")]
    [InlineData("答案是乙。", "B")]
    [InlineData("उत्तर ख", "B")]
    [InlineData("คำตอบคือ ง", "D")]
    [InlineData("Die Antwort ist D.", "D")]
    public void Letters_of_choices_are_found_in_every_script(string text, string letter) =>
        Assert.Equal(letter, First(text, new() { Targets = AnswerTargets.Choice }).Text);

    [Theory]
    [InlineData(@"\boxed{", 200_000)]
    [InlineData(@"\", 10_000_000)]
    [InlineData("$", 1_000_000)]
    [InlineData("(1+", 300_000)]
    [InlineData("answer is ", 160_000)]
    [InlineData("1,234,", 200_000)]
    [InlineData("{", 1_000_000)]
    [InlineData(@"\begin{align}", 150_000)]
    [InlineData(@"\(", 350_000)]
    [InlineData("<answer>", 200_000)]
    [InlineData("\"answer\": \"", 150_000)]
    [InlineData("A", 10_000_000)]
    [InlineData("= 5 ", 1_000_000)]
    [InlineData("a-", 500_000)]
    [InlineData("$a$ and ", 200_000)]
    [InlineData(@"\boxed{1} and ", 150_000)]
    public void The_work_on_a_hostile_text_grows_with_its_length_and_no_faster(string piece, int count)
    {
        foreach (
            AnswerTargets targets in (AnswerTargets[])
                [AnswerTargets.Latex | AnswerTargets.Expression, AnswerTargets.Choice]
        )
        {
            Growth.AtMostLinear(
                count,
                times => string.Concat(Enumerable.Repeat(piece, times)),
                text => Assert.True(AnswerExtractor.Extract(text, new() { Targets = targets }).Count >= 0)
            );
        }
    }

    [Theory]
    [InlineData("\ud800\udfff\ud800")]
    [InlineData("\0\0\0\0\0\0\0\0")]
    public void Broken_characters_are_no_answer_of_a_choice(string text) =>
        Assert.Empty(AnswerExtractor.Extract(text, new() { Targets = AnswerTargets.Choice }));

    private static ExtractedAnswer First(string text, ExtractionSettings? settings = null) =>
        AnswerExtractor.Extract(text, settings)[0];
}
