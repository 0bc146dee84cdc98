using R1Workbook.Learning.Tokenizers;

namespace R1Workbook.Learning.Tests.Tokenizers;

/// <summary>Expected texts were written by hand from the templates in tokenizer_config.json.</summary>
public sealed class ChatTemplateTests
{
    private static readonly ChatTurn[] Asked = [new(ChatRole.User, "1+1?")];

    private static readonly ChatTurn[] Long =
    [
        new(ChatRole.System, "Be brief."),
        new(ChatRole.User, "1+1?"),
        new(ChatRole.Assistant, "<think>\neasy </think> or not\n</think>\n\n2"),
        new(ChatRole.User, "Sure?"),
    ];

    [Fact]
    public void R1_opens_the_thinking() =>
        Assert.Equal(
            "<｜begin▁of▁sentence｜><｜User｜>1+1?<｜Assistant｜><think>\n",
            ChatTemplate.DeepSeekR1.Render(Asked, forAnswer: true)
        );

    [Fact]
    public void R1_leaves_out_the_thinking_of_earlier_turns() =>
        Assert.Equal(
            "<｜begin▁of▁sentence｜>Be "
                + "brief.<｜User｜>1+1?<｜Assistant｜>\n\n2<｜end▁of▁sentence｜><｜User｜>Sure?<｜Assistant｜><think>\n",
            ChatTemplate.DeepSeekR1.Render(Long, forAnswer: true)
        );

    [Fact]
    public void V3_keeps_what_was_said_and_joins_system_turns() =>
        Assert.Equal(
            "<｜begin▁of▁sentence｜>A\n\nB<｜User｜>1+1?<｜Assistant｜><think>x</think>2<｜end▁of▁sentence｜>",
            ChatTemplate.DeepSeekV3.Render(
                [
                    new(ChatRole.System, "A"),
                    new(ChatRole.User, "1+1?"),
                    new(ChatRole.Assistant, "<think>x</think>2"),
                    new(ChatRole.System, "B"),
                ],
                forAnswer: false
            )
        );

    [Fact]
    public void Qwen_has_a_system_turn_of_its_own_where_none_is_given()
    {
        Assert.Equal(
            "<|im_start|>system\nYou are Qwen, created by Alibaba Cloud. You are a helpful "
                + "assistant.<|im_end|>\n<|im_start|>user\n1+1?<|im_end|>\n<|im_start|>assistant\n",
            ChatTemplate.Qwen25.Render(Asked, forAnswer: true)
        );
        Assert.Equal(
            "<|im_start|>system\nBe "
                + "brief.<|im_end|>\n<|im_start|>user\n1+1?<|im_end|>\n<|im_start|>assistant\n<think>\neasy "
                + "</think> or not\n</think>\n\n2<|im_end|>\n<|im_start|>user\nSure?<|im_end|>\n",
            ChatTemplate.Qwen25.Render(Long, forAnswer: false)
        );
    }

    [SharedCheck("tokenizers")]
    public static void Every_mark_is_one_token()
    {
        var deepSeek = Tokenizer.Load(SharedFiles.Find("tokenizers/deepseek_v3"), Tokenizer.R1Tags);
        Assert.Equal(
            [0, 128803, 128804, 128798, 201],
            deepSeek.Encode(ChatTemplate.DeepSeekR1.Render([new(ChatRole.User, "")], forAnswer: true))
        );
    }

    [Fact]
    public void A_conversation_without_turns_is_none() =>
        Assert.Throws<ArgumentException>(() => ChatTemplate.Qwen25.Render([], forAnswer: true));
}
