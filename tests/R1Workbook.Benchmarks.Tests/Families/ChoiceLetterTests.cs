using R1Workbook.Benchmarks.Families;
using R1Workbook.Benchmarks.Sets.MmluPro;

namespace R1Workbook.Benchmarks.Tests.Families;

public sealed class ChoiceLetterTests
{
    [Theory]
    [InlineData("So.\nAnswer: C", "C")]
    [InlineData("**Answer:** $\\text{(B}$ Answer: B", "B")]
    [InlineData("Answer : D", "D")]
    [InlineData("Answer: d", "d")] // Read, and officially no choice.
    [InlineData("Answer:\nD", null)] // Officially only blanks and tabs may stand between.
    [InlineData("정답: C, not Antwort: D", "D")] // The languages are tried in the official order.
    [InlineData("$\\boxed{Answer: A}$", "A")]
    [InlineData("Respuesta: A", "A")]
    [InlineData("答案：Ｂ", "B")]
    [InlineData("الإجابة: ج", "C")]
    [InlineData("উত্তর: ঢ", "D")]
    [InlineData("Antwort: A. Answer: B", "B")]
    [InlineData("I choose B.", null)]
    public void Mmlu_reads_the_letter_in_many_languages_english_first(string response, string? letter) =>
        Assert.Equal(letter, ChoiceLetter.Mmlu(response));

    [Theory]
    [InlineData("Answer: $B$", "B")]
    [InlineData("Answer:A, or rather Answer: C", "A")]
    [InlineData("Answer: (C)", null)]
    [InlineData("answer:\tb", "b")] // Officially no upper case is made of it: wrong.
    public void Gpqa_reads_the_first_letter_after_answer(string response, string? letter) =>
        Assert.Equal(letter, ChoiceLetter.Gpqa(response));

    [Theory]
    [InlineData("B。因为……", "B")]
    [InlineData("选项C是对的", "C")]
    [InlineData("所以答案是A。", "A")]
    [InlineData("答案：选项D", "D")]
    [InlineData("答案应为 B", "B")]
    [InlineData("先看A，答案是B，不对，答案是C。", "C")]
    [InlineData("选项 B 是正确的。", "B")]
    [InlineData("答案:A，不对，答案是:B", "B")] // Form by form, not place by place.
    [InlineData("答案为C。", "C")]
    [InlineData("答案应该是：D", "D")]
    [InlineData("选 B", null)] // Officially the letter follows at once.
    [InlineData("____，不知道", null)]
    public void CEval_reads_the_chinese_forms(string response, string? letter) =>
        Assert.Equal(letter, ChoiceLetter.CEval(response));

    [Theory]
    [InlineData("```json\n{\"reasoning\": \"x\", \"answer\": \"C\"}\n```", "C")]
    [InlineData("{\"reasoning\": \"x\", \"answer\": \"C) Bat\"}", "C")]
    [InlineData("The answer is C.", null)]
    public void ZeroEval_reads_the_field_of_the_json_and_nothing_else(string response, string? letter) =>
        Assert.Equal(letter, ChoiceLetter.ZeroEval(response));

    [Theory]
    [InlineData("The answer is (C). No, the answer is (D).", "C")]
    [InlineData("answer is J", "J")]
    [InlineData("Answer: B and answer:D", "D")]
    [InlineData("A queue, so B", "B")]
    [InlineData("BAG", null)]
    [InlineData("I think\nnone", "I")]
    public void MmluPro_reads_in_three_steps(string response, string? letter) =>
        Assert.Equal(letter, MmluProQuestion.Extract(response));
}
