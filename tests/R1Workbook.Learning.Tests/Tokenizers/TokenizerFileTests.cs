using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using R1Workbook.Learning.Files;
using R1Workbook.Learning.Tests.Decoders;
using R1Workbook.Learning.Tokenizers;
using Xunit.Abstractions;

namespace R1Workbook.Learning.Tests.Tokenizers;

public sealed class TokenizerFileTests(ITestOutputHelper output) : IDisposable
{
    // The alphabet of GPT-2, written out apart from the library's.
    internal static readonly string Letters =
        string.Concat(Enumerable.Range(0, 33).Select(i => (char)(0x100 + i)))
        + string.Concat(Enumerable.Range(33, 94).Select(i => (char)i))
        + string.Concat(Enumerable.Range(0, 34).Select(i => (char)(0x121 + i)))
        + string.Concat(Enumerable.Range(0xA1, 12).Select(i => (char)i))
        + "\u0143"
        + string.Concat(Enumerable.Range(0xAE, 82).Select(i => (char)i));

    private readonly string _folder = Directory.CreateTempSubdirectory("r1-").FullName;

    private string FilePath => Path.Combine(_folder, "tokenizer.json");

    // 256 bytes, then ab = 256, abc = 257, Ġab = 258, and two added tokens.
    private static JsonObject Small()
    {
        string[] tokens = [.. Letters.Select(letter => letter.ToString()), "ab", "abc", "Ġab"];
        return new JsonObject
        {
            ["added_tokens"] = new JsonArray(Added(259, "<s>", special: true), Added(260, "<s>!", special: false)),
            ["normalizer"] = new JsonObject { ["type"] = "NFC" },
            ["pre_tokenizer"] = new JsonObject
            {
                ["type"] = "Sequence",
                ["pretokenizers"] = new JsonArray(
                    new JsonObject
                    {
                        ["type"] = "Split",
                        ["pattern"] = new JsonObject { ["Regex"] = @" ?\p{L}+" },
                        ["behavior"] = "Isolated",
                        ["invert"] = false,
                    },
                    new JsonObject { ["type"] = "Digits", ["individual_digits"] = true },
                    new JsonObject
                    {
                        ["type"] = "ByteLevel",
                        ["add_prefix_space"] = false,
                        ["use_regex"] = false,
                    }
                ),
            },
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["vocab"] = new JsonObject(tokens.Select((token, id) => KeyValuePair.Create(token, (JsonNode?)id))),
                ["merges"] = new JsonArray("a b", new JsonArray("ab", "c"), "Ġ ab"),
            },
        };
    }

    private static JsonObject Added(int id, string content, bool special) =>
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

    private Tokenizer Write(JsonObject file)
    {
        File.WriteAllText(
            FilePath,
            file.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
        );
        return Tokenizer.Load(_folder);
    }

    [Fact]
    public void Merges_are_made_in_the_order_they_were_learnt_and_never_across_a_cut()
    {
        Tokenizer tokenizer = Write(Small());
        Assert.Equal([257], tokenizer.Encode("abc"));
        Assert.Equal([32, 257], tokenizer.Encode(" abc")); // "ab c" was learnt before "Ġ ab"
        Assert.Equal([256, 256, 'a'], tokenizer.Encode("ababa"));
        Assert.Equal(['a', '1', 'b'], tokenizer.Encode("a1b"));
        Assert.Equal([256, 259, 260, 258], tokenizer.Encode("ab<s><s>! ab"));
    }

    [Fact]
    public void An_added_token_takes_white_space_and_whole_words_as_it_says()
    {
        JsonObject file = Small();
        JsonNode token = file["added_tokens"]![0]!;
        (token["lstrip"], token["rstrip"]) = (true, true);
        Assert.Equal([256, 259, 256], Write(file).Encode("ab  <s> \nab"));
        file = Small();
        file["added_tokens"]![0]!["single_word"] = true;
        Assert.Equal(['x', '<', 's', '>'], Write(file).Encode("x<s>"));
        Assert.Equal([259], Write(file).Encode("<s>"));
    }

    [Fact]
    public void What_Removed_cuts_out_is_gone_and_inverted_it_is_what_stays()
    {
        JsonObject file = Small();
        JsonNode split = file["pre_tokenizer"]!["pretokenizers"]![0]!;
        (split["behavior"], split["pattern"]) = ("Removed", new JsonObject { ["String"] = "." });
        Assert.Equal([256, 256], Write(file).Encode("ab.ab"));
        split["invert"] = true;
        Assert.Equal(['.', '.'], Write(file).Encode("a.b."));
    }

    [Fact]
    public void Tokens_that_stand_whole_need_no_merges_where_the_file_says_so()
    {
        JsonObject file = Small();
        file["model"]!["merges"] = new JsonArray();
        Assert.Equal(['a', 'b'], Write(file).Encode("ab"));
        file["model"]!["ignore_merges"] = true;
        Assert.Equal([256], Write(file).Encode("ab"));
    }

    [Fact]
    public void Text_is_brought_to_its_normal_form() =>
        Assert.Equal(Write(Small()).Encode("\u00E9"), Write(Small()).Encode("e\u0301"));

    [Theory]
    [InlineData("model.type", "\"WordPiece\"", "model.type is 'WordPiece'")]
    [InlineData("model.vocab", "3", "model.vocab is no object")]
    [InlineData("model.vocab.a", "\"x\"", "model.vocab[\"a\"] is \"x\"")]
    [InlineData("model.vocab.a", "98", "has the number 98")]
    [InlineData("model.vocab.a", null, "lacks \"a\", the letter of byte 0x61")]
    [InlineData("model.merges", "[\"a x y\"]", "model.merges[0] is \"a x y\"")]
    [InlineData("model.merges", "[\"a b\",\"a c\"]", "model.merges[1] needs \"ac\"")]
    [InlineData("model.byte_fallback", "true", "model.byte_fallback")]
    [InlineData("model.end_of_word_suffix", "\"</w>\"", "model.end_of_word_suffix")]
    [InlineData("normalizer.type", "\"Lowercase\"", "normalizer.type is 'Lowercase'")]
    [InlineData("pre_tokenizer", null, "no ByteLevel")]
    [InlineData("pre_tokenizer.type", "\"Metaspace\"", "pre_tokenizer.type is 'Metaspace'")]
    [InlineData(
        "pre_tokenizer.pretokenizers",
        "[{\"type\":\"Split\",\"pattern\":{\"Regex\":\"(\"},\"behavior\":\"Isolated\"}]",
        "pre_tokenizer.pretokenizers[0].pattern.Regex is no regular expression"
    )]
    [InlineData("pre_tokenizer.pretokenizers", "[{\"type\":\"ByteLevel\"}]", "add_prefix_space is true")]
    [InlineData("added_tokens", "[{\"id\":-1,\"content\":\"x\"}]", "added_tokens[0].id is -1")]
    [InlineData("added_tokens", "[{\"id\":300}]", "added_tokens[0].content is missing")]
    [InlineData(
        "added_tokens",
        "[{\"id\":97,\"content\":\"x\"}]",
        "number 97 is \"x\" in added_tokens and \"a\" in model.vocab"
    )]
    public void What_is_wrong_is_told_with_file_and_field(string field, string? value, string told)
    {
        JsonObject file = Small();
        string[] path = field.Split('.');
        JsonObject parent = path[..^1].Aggregate(file, (node, name) => node[name]!.AsObject());
        if (value is null)
            parent.Remove(path[^1]);
        else
            parent[path[^1]] = JsonNode.Parse(value);
        string message = Assert.Throws<TokenizerException>(() => Write(file)).Message;
        Assert.StartsWith(FilePath, message, StringComparison.Ordinal);
        Assert.Contains(told, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_that_runs_wild_is_stopped()
    {
        JsonObject file = Small();
        file["pre_tokenizer"]!["pretokenizers"]![0]!["pattern"]!["Regex"] = "(a+)+$";
        Assert.Contains(
            "did not come to an end",
            Assert.Throws<TokenizerException>(() => Write(file).Encode(new string('a', 40) + "!")).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_mutated_file_is_read_or_refused_by_name()
    {
        Write(Small());
        byte[] bytes = File.ReadAllBytes(FilePath);
        int read = 0,
            count = Fuzz.Count(2000);
        Random random = Fuzz.Source();
        for (int i = 0; i < count; i++)
        {
            File.WriteAllBytes(FilePath, Fuzz.Mutate(bytes, bytes.Length, random));
            try
            {
                Tokenizer tokenizer = Tokenizer.Load(FilePath);
                tokenizer.Decode(tokenizer.Encode("ab <s> é 😀 12\n"));
                read++;
            }
            catch (TokenizerException exception)
            {
                Assert.StartsWith(FilePath, exception.Message, StringComparison.Ordinal);
            }
            catch (Exception exception)
            {
                Assert.Fail($"mutation {i}: {exception}\n{Encoding.UTF8.GetString(File.ReadAllBytes(FilePath))}");
            }
        }
        output.WriteLine($"{count} mutations, {read} of them read");
        Assert.InRange(read, 1, count - 1);
    }

    [Fact]
    public void A_tokenizer_of_other_weights_is_refused_before_they_are_loaded()
    {
        Write(Small());
        using (R1Workbook.Learning.Decoders.Decoder decoder = DecoderTests.Shaken(DecoderTests.Small, 1))
            HuggingFaceFolder.Save(decoder, _folder);
        string message = Assert.Throws<ModelFolderException>(() => PretrainedModel.Load(_folder)).Message;
        Assert.Contains("261 tokens", message, StringComparison.Ordinal);
        Assert.Contains("11 rows", message, StringComparison.Ordinal);
        using (
            R1Workbook.Learning.Decoders.Decoder decoder = DecoderTests.Shaken(
                DecoderTests.Small with
                {
                    Vocabulary = 264,
                },
                1
            )
        )
        {
            HuggingFaceFolder.Save(decoder, _folder);
        }

        using var model = PretrainedModel.Load(_folder);
        Assert.Equal(261, model.Tokenizer.VocabularySize);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
