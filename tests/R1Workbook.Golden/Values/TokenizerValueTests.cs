using System.Text.Json.Nodes;
using R1Workbook.Learning.Tokenizers;

namespace R1Workbook.Golden.Tests.Values;

/// <summary>A byte-level tokenizer of 271 tokens, learned by the script from eight words, against the script's own
/// byte-pair encoding.</summary>
public sealed class TokenizerValueTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("golden-tokenizer").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Texts_have_the_numbers_of_the_script_and_come_back()
    {
        JsonNode values = ValuesFile.Measure("tokenizer");
        var tokenizer = Tokenizer.Load(Written(values["file"]!));
        AllOf.Check(
            values["cases"]!.AsArray(),
            row => $"\"{(string)row!["text"]!}\"",
            row =>
            {
                int[] ids = tokenizer.Encode((string)row!["text"]!);
                Assert.Equal(ValuesFile.Integers(row["ids"]), ids);
                Assert.Equal((string)row["text"]!, tokenizer.Decode(ids));
            }
        );
        Assert.Equal(271, tokenizer.VocabularySize);
    }

    [Fact]
    public void Added_tokens_are_letters_where_they_are_not_looked_for()
    {
        var tokenizer = Tokenizer.Load(Written(ValuesFile.Measure("tokenizer")["file"]!));
        Assert.Equal([270], tokenizer.Encode("<think>"));
        // By hand: no pair of these seven characters was learned, and the alphabet begins with "!" as number 33.
        Assert.Equal([.. "<think>".Select(c => (int)c)], tokenizer.Encode("<think>", findAdded: false));
    }

    [Fact]
    public void A_vocabulary_in_the_manner_of_sentencepiece_is_refused_by_name()
    {
        JsonNode file = JsonNode.Parse(
            """
            {
              "pre_tokenizer": { "type": "Metaspace", "replacement": "▁", "prepend_scheme": "always" },
              "model": { "type": "Unigram", "unk_id": 0, "vocab": [["<unk>", 0], ["▁low", -2.5], ["er", -3.5]] }
            }
            """
        )!;
        var refused = Assert.Throws<TokenizerException>(() => Tokenizer.Load(Written(file)));
        Assert.Contains("Metaspace", refused.Message, StringComparison.Ordinal);
        file["pre_tokenizer"] = JsonNode.Parse("""{ "type": "ByteLevel", "add_prefix_space": false }""");
        refused = Assert.Throws<TokenizerException>(() => Tokenizer.Load(Written(file)));
        Assert.Contains("Unigram", refused.Message, StringComparison.Ordinal);
    }

    private string Written(JsonNode file)
    {
        string path = Path.Combine(_folder, "tokenizer.json");
        File.WriteAllText(path, file.ToJsonString());
        return path;
    }
}
