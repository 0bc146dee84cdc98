using Microsoft.Extensions.AI;
using R1Workbook.Learning.Chat;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Files;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Tokenizers;
using ChatRole = Microsoft.Extensions.AI.ChatRole;

namespace R1Workbook.Learning.Tests.Chat;

public sealed partial class ChatModelFileTests
{
    [Fact]
    public void What_is_no_model_is_named()
    {
        Assert.Contains(
            "it holds no model",
            Assert.Throws<ModelFolderException>(() => ChatModelFile.Open(_folder)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "no such file or folder",
            Assert.Throws<ModelFolderException>(() => ChatModelFile.Open(Path.Combine(_folder, "none"))).Message,
            StringComparison.Ordinal
        );
        WriteFolder(chatTemplate: null);
        File.Delete(Path.Combine(_folder, "tokenizer.json"));
        Assert.Throws<TokenizerException>(() => ChatModelFile.Open(_folder));
        WriteFolder(chatTemplate: null);
        File.Delete(Path.Combine(_folder, "generation_config.json"));
        Assert.Contains(
            "no answer would ever end",
            Assert.Throws<ModelFolderException>(() => ChatModelFile.Open(_folder)).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("\"x\"")]
    [InlineData("[1, \"x\"]")]
    [InlineData("1.5")]
    [InlineData("1e999")]
    [InlineData("[[1]]")]
    [InlineData("[null]")]
    public void An_end_that_is_no_whole_number_is_refused_with_file_and_field(string end)
    {
        WriteFolder(chatTemplate: null);
        File.WriteAllText(Path.Combine(_folder, "generation_config.json"), $$"""{"eos_token_id": {{end}}}""");
        string said = Assert.Throws<ModelFolderException>(() => ChatModelFile.Open(_folder)).Message;
        Assert.Contains("generation_config.json", said, StringComparison.Ordinal);
        Assert.Contains("eos_token_id", said, StringComparison.Ordinal);
        Assert.Contains("a whole number", said, StringComparison.Ordinal);
    }

    [SharedCheck("models")]
    public static async Task The_toy_model_of_verl_answers_in_its_characters()
    {
        using DecoderChatClient client = ChatModelFile.Open(
            SharedFiles.Find("datasets/tiny_llama/arithmetic_sequence")
        );
        ChatResponse answer = await client.GetResponseAsync(
            [new(ChatRole.User, "1,2,3:")],
            new ChatOptions { MaxOutputTokens = 20, Seed = 1 }
        );
        Assert.Equal((7L, true), (answer.Usage!.InputTokenCount, answer.Text.All("0123456789,:".Contains)));
        Assert.Contains(
            "the prompt has \"H\"",
            (
                await Assert.ThrowsAsync<ArgumentException>(() => client.GetResponseAsync([new(ChatRole.User, "How?")]))
            ).Message,
            StringComparison.Ordinal
        );
    }

    [SharedCheck("tokenizers")]
    public async Task The_tokenizer_and_template_of_Qwen3_are_taken_from_their_folder()
    {
        string tokenizer = SharedFiles.Find("tokenizers/qwen3");
        using (var decoder = new Decoder(new DecoderConfig(151_936, 8, 1, 2, 1, 4, 8, 256), new Seed(1)))
            HuggingFaceFolder.Save(decoder, _folder, FloatType.BF16);
        foreach (string name in (string[])["tokenizer.json", "tokenizer_config.json"])
            File.Copy(Path.Combine(tokenizer, name), Path.Combine(_folder, name));
        File.WriteAllText(Path.Combine(_folder, "generation_config.json"), """{"eos_token_id": [151645, 151643]}""");
        using DecoderChatClient client = ChatModelFile.Open(_folder);
        ChatResponse answer = await client.GetResponseAsync(
            [new(ChatRole.User, "How many roads?")],
            new ChatOptions { MaxOutputTokens = 3 }
        );
        // <|im_start|>user\n How many roads ?<|im_end|>\n <|im_start|>assistant\n
        Assert.Equal((12L, 3L), (answer.Usage!.InputTokenCount, answer.Usage.OutputTokenCount));
    }

    // A byte a token, the end, and the tags of reasoning.
}
