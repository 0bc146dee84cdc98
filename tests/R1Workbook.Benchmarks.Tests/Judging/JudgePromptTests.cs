using Microsoft.Extensions.AI;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Judging;

namespace R1Workbook.Benchmarks.Tests.Judging;

public sealed class JudgePromptTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Each_judge_has_a_prompt_with_all_its_fields_and_no_remark_in_it()
    {
        Assert.Equal(
            ["simpleqa", "frames", "alpaca-eval", "arena-hard", "c-simpleqa"],
            JudgeCatalogue.All.Select(judge => judge.Benchmark)
        );
        foreach (JudgeProtocol judge in JudgeCatalogue.All)
        {
            IReadOnlyList<ChatMessage> messages = judge.Prompt.Write("FIRST", "SECOND", "THIRD");
            Assert.Equal([ChatRole.System, ChatRole.User], messages.Select(message => message.Role));
            foreach (string value in (string[])["FIRST", "SECOND", "THIRD"])
                Assert.Contains(value, messages[1].Text, StringComparison.Ordinal);
            Assert.All(messages, message => Assert.DoesNotContain("own words", message.Text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void What_is_filled_in_is_not_filled_again()
    {
        string asked = JudgeCatalogue
            .Find("simpleqa")!
            .Prompt.Write("what is {target}?", "T", "{question} {other}")[1]
            .Text;
        Assert.Contains(
            "Question: what is {target}?\nReference answer: T\nCandidate's answer: {question} {other}\n",
            asked,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_official_form_of_SimpleQA_is_one_turn_and_braces_around_anything_else_stay()
    {
        File.WriteAllText(_file, "Grade.\r\nQ {question} T {target} P {predicted_answer} {A or B}\r\n");
        ChatMessage asked = Assert.Single(
            JudgeCatalogue.Find("simpleqa")!.Prompt.ReplacedBy(_file).Write("q", "t", "p")
        );
        Assert.Equal((ChatRole.User, "Grade.\nQ q T t P p {A or B}"), (asked.Role, asked.Text));
    }

    [Fact]
    public void The_official_form_of_AlpacaEval_has_turns()
    {
        File.WriteAllText(
            _file,
            "<|im_start|>system\nRank.\n<|im_end|>\n<|im_start|>user\n{\"i\": \"{instruction}\"} {output_1} "
                + "{output_2}\n<|im_end|>\n"
        );
        Assert.Equal(
            ["Rank.", "{\"i\": \"i\"} a b"],
            JudgeCatalogue
                .Find("alpaca-eval")!
                .Prompt.ReplacedBy(_file)
                .Write("i", "a", "b")
                .Select(message => message.Text)
        );
    }

    [Fact]
    public void An_instruction_without_fields_stands_before_what_is_judged()
    {
        File.WriteAllText(_file, "Please act as a judge.");
        IReadOnlyList<ChatMessage> messages = JudgeCatalogue
            .Find("arena-hard")!
            .Prompt.ReplacedBy(_file)
            .Write("q", "first", "second");
        Assert.Equal((ChatRole.System, "Please act as a judge."), (messages[0].Role, messages[0].Text));
        Assert.Contains("--- Assistant A answered ---\nfirst\n", messages[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_fields_of_either_edition_of_ArenaHard_are_known()
    {
        File.WriteAllText(_file, "{QUESTION} {ANSWER_A} {ANSWER_B}");
        Assert.Equal("q a b", JudgeCatalogue.Find("arena-hard")!.Prompt.ReplacedBy(_file).Write("q", "a", "b")[0].Text);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("{question} {predicted_answer}", "lacks the field {target}")]
    public void A_prompt_that_shows_the_judge_too_little_is_refused(string text, string problem)
    {
        File.WriteAllText(_file, text);
        Assert.Contains(
            problem,
            Assert.Throws<DataFileException>(() => JudgeCatalogue.Find("simpleqa")!.Prompt.ReplacedBy(_file)).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<DataFileException>(() => JudgeCatalogue.Find("simpleqa")!.Prompt.ReplacedBy(_file + ".none"));
    }
}
