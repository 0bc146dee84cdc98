using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using R1Workbook.Learning.Chat;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Files;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Sampling;
using R1Workbook.Learning.Tasks.Countdown;
using R1Workbook.Learning.Tests.Tokenizers;
using ChatRole = Microsoft.Extensions.AI.ChatRole;

namespace R1Workbook.Learning.Tests.Chat;

public sealed partial class ChatModelFileTests : IDisposable
{
    private const int End = 256,
        Think = 257,
        ThinkClose = 258;
    private readonly string _folder = Directory.CreateTempSubdirectory("r1-chat-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_folder_of_the_transformers_library_answers_as_its_sampler_draws()
    {
        WriteFolder(chatTemplate: null);
        using DecoderChatClient client = ChatModelFile.Open(_folder);
        ChatOptions options = new()
        {
            Temperature = 0.6f,
            TopP = 0.95f,
            MaxOutputTokens = 7,
            Seed = 5,
        };
        ChatResponse answer = await client.GetResponseAsync([new(ChatRole.User, "ab")], options);

        using PretrainedModel model = PretrainedModel.Load(_folder);
        SamplingSettings settings = new()
        {
            Temperature = 0.6,
            TopP = 0.95,
            MaxTokens = 7,
            EndOfSequence = End,
        };
        Completion completion = Sampler.Draw(
            model.Decoder,
            [
                ['a', 'b'],
            ],
            1,
            settings,
            new Seed(5)
        )[0];
        int[] tokens = completion.Truncated ? completion.Tokens : completion.Tokens[..^1];
        Assert.Equal(model.Tokenizer.Decode(tokens), answer.Text);
        Assert.Equal((2L, completion.Tokens.Length), (answer.Usage!.InputTokenCount, answer.Usage.OutputTokenCount));
        Assert.Equal(completion.Truncated ? ChatFinishReason.Length : ChatFinishReason.Stop, answer.FinishReason);
        Assert.Equal(Path.GetFileName(_folder), client.GetService<ChatClientMetadata>()!.DefaultModelId);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_answer_and_another_seed_another()
    {
        WriteFolder(chatTemplate: null);
        using DecoderChatClient client = ChatModelFile.Open(_folder);
        async Task<string> AskAsync(long seed) =>
            (
                await client.GetResponseAsync(
                    [new(ChatRole.User, "ab")],
                    new ChatOptions { Seed = seed, MaxOutputTokens = 20 }
                )
            ).Text;
        string[] same = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => AskAsync(1)));
        Assert.Single(same.Distinct());
        Assert.NotEqual(same[0], await AskAsync(2));
    }

    [Fact]
    public async Task A_template_that_opens_the_thinking_gives_a_text_with_its_tag()
    {
        WriteFolder(chatTemplate: "...<｜Assistant｜><think>...");
        using DecoderChatClient client = ChatModelFile.Open(_folder);
        ChatResponse answer = await client.GetResponseAsync(
            [new(ChatRole.User, "ab")],
            new ChatOptions { MaxOutputTokens = 5 }
        );
        Assert.StartsWith("<think>\n", answer.Text, StringComparison.Ordinal);
        Assert.NotNull(answer.Usage!.ReasoningTokenCount);
    }

    [Theory]
    [InlineData(
        "{{ '<|im_start|>' }} You are Qwen",
        "<|im_start|>system\nYou are Qwen, created by Alibaba Cloud. You are a helpful "
            + "assistant.<|im_end|>\n<|im_start|>user\nab<|im_end|>\n<|im_start|>assistant\n"
    )]
    [InlineData("{{ '<|im_start|>' }}", "<|im_start|>user\nab<|im_end|>\n<|im_start|>assistant\n")]
    [InlineData("<｜Assistant｜>", "<｜begin▁of▁sentence｜><｜User｜>ab<｜Assistant｜>")]
    [InlineData(null, "ab")]
    public async Task A_template_is_known_by_its_marks(string? template, string prompt)
    {
        WriteFolder(template);
        using DecoderChatClient client = ChatModelFile.Open(_folder);
        ChatResponse answer = await client.GetResponseAsync(
            [new(ChatRole.User, "ab")],
            new ChatOptions { MaxOutputTokens = 1 }
        );
        Assert.Equal(System.Text.Encoding.UTF8.GetByteCount(prompt), answer.Usage!.InputTokenCount);
    }

    [Fact]
    public void An_unknown_template_is_named_and_another_can_be_taken()
    {
        WriteFolder("<|start_header_id|>");
        Assert.Contains(
            "none of those known",
            Assert.Throws<ModelFolderException>(() => ChatModelFile.Open(_folder)).Message,
            StringComparison.Ordinal
        );
        ChatModelFile.Open(_folder, "plain").Dispose();
        Assert.Throws<ArgumentException>(() => ChatModelFile.Open(_folder, "mine"));
    }

    [Fact]
    public async Task A_limit_beyond_the_context_ends_with_it_and_a_prompt_beyond_it_is_refused()
    {
        WriteFolder(chatTemplate: null);
        using DecoderChatClient client = ChatModelFile.Open(_folder);
        ChatResponse answer = await client.GetResponseAsync(
            [new(ChatRole.User, new string('a', 250))],
            new ChatOptions { MaxOutputTokens = 32_768 }
        );
        Assert.InRange(answer.Usage!.OutputTokenCount!.Value, 1, 6);
        Assert.Contains(
            "no room for an answer",
            (
                await Assert.ThrowsAsync<ArgumentException>(() =>
                    client.GetResponseAsync([new(ChatRole.User, new string('a', 256))])
                )
            ).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_decoder_of_the_workbook_reads_its_own_words_and_refuses_others()
    {
        string path = Path.Combine(_folder, "model.safetensors");
        using (
            var decoder = new Decoder(new DecoderConfig(CountdownVocabulary.Size, 16, 1, 2, 1, 8, 16, 32), new Seed(1))
        )
        {
            DecoderFile.Save(decoder, path);
        }

        foreach (string place in (string[])[_folder, path])
        {
            using DecoderChatClient client = ChatModelFile.Open(place);
            ChatResponse answer = await client.GetResponseAsync(
                [new(ChatRole.User, "solve 9 ? 2 ? 3 =8 :")],
                new ChatOptions { MaxOutputTokens = 5 }
            );
            Assert.Equal(8, answer.Usage!.InputTokenCount);
            Assert.InRange(CountdownVocabulary.Encode(answer.Text).Length, 0, 5);
            Assert.Contains(
                "'Janet' is no word",
                (
                    await Assert.ThrowsAsync<ArgumentException>(() =>
                        client.GetResponseAsync([new(ChatRole.User, "Janet sells\neggs")])
                    )
                ).Message,
                StringComparison.Ordinal
            );
        }
    }

    private void WriteFolder(string? chatTemplate)
    {
        using (var decoder = new Decoder(new DecoderConfig(259, 16, 1, 2, 1, 8, 16, 256), new Seed(7)))
            HuggingFaceFolder.Save(decoder, _folder);
        static JsonObject Added(int id, string content, bool special) =>
            new()
            {
                ["id"] = id,
                ["content"] = content,
                ["special"] = special,
                ["normalized"] = false,
                ["lstrip"] = false,
                ["rstrip"] = false,
                ["single_word"] = false,
            };
        JsonObject tokenizer = new()
        {
            ["added_tokens"] = new JsonArray(
                Added(End, "<end>", special: true),
                Added(Think, "<think>", special: false),
                Added(ThinkClose, "</think>", special: false)
            ),
            ["pre_tokenizer"] = new JsonObject
            {
                ["type"] = "ByteLevel",
                ["add_prefix_space"] = false,
                ["use_regex"] = true,
            },
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["vocab"] = new JsonObject(
                    TokenizerFileTests.Letters.Select(
                        (letter, id) => KeyValuePair.Create(letter.ToString(), (JsonNode?)id)
                    )
                ),
                ["merges"] = new JsonArray(),
            },
        };
        File.WriteAllText(Path.Combine(_folder, "tokenizer.json"), tokenizer.ToJsonString());
        File.WriteAllText(
            Path.Combine(_folder, "tokenizer_config.json"),
            new JsonObject { ["chat_template"] = chatTemplate }.ToJsonString()
        );
        File.WriteAllText(Path.Combine(_folder, "generation_config.json"), $$"""{"eos_token_id": {{End}}}""");
    }
}
