using System.Text.Json;

namespace R1Workbook.Learning.Tokenizers;

internal sealed partial class TokenizerFile
{
    private void ReadModel(JsonElement model)
    {
        if (Text(model, "type", "model.type") is not "BPE" and { } type)
            throw Wrong("model.type", $"is '{type}'; BPE is read");
        if (Flag(model, "byte_fallback", "model"))
            throw Wrong("model.byte_fallback", "is true; only byte-level vocabularies are read");
        foreach (string affix in (string[])["continuing_subword_prefix", "end_of_word_suffix"])
        {
            if (Has(model, affix, out _) && Text(model, affix, $"model.{affix}").Length > 0)
                throw Wrong($"model.{affix}", "is not empty; byte-level vocabularies have none");
        }

        JsonElement vocabulary = Field(model, "vocab", "model.vocab");
        if (vocabulary.ValueKind != JsonValueKind.Object)
            throw Wrong("model.vocab", "is no object");
        HashSet<int> taken = [];
        foreach (JsonProperty token in vocabulary.EnumerateObject())
        {
            int id = Id(token.Value, $"model.vocab[\"{token.Name}\"]");
            if (!Vocabulary.TryAdd(token.Name, id))
                throw Wrong($"model.vocab[\"{token.Name}\"]", "stands twice");
            if (!taken.Add(id))
                throw Wrong($"model.vocab[\"{token.Name}\"]", $"has the number {id}, which another token has");
        }
        int[] bytes =
        [
            .. Enumerable
                .Range(0, 256)
                .Select(value =>
                {
                    string letter = ByteAlphabet.Letter((byte)value).ToString();
                    return Vocabulary.TryGetValue(letter, out int id)
                        ? id
                        : throw Wrong("model.vocab", $"lacks \"{letter}\", the letter of byte 0x{value:X2}");
                }),
        ];
        Dictionary<(int, int), (int, int)> merges = [];
        int rank = 0;
        foreach (JsonElement merge in Items(model, "merges", "model.merges"))
        {
            string field = $"model.merges[{rank}]";
            (string left, string right) = Pair(merge, field);
            int Known(string token) =>
                Vocabulary.TryGetValue(token, out int id)
                    ? id
                    : throw Wrong(field, $"needs \"{token}\", which is not in model.vocab");
            merges.TryAdd((Known(left), Known(right)), (rank++, Known(left + right)));
        }
        Encoding = new BytePairEncoding(bytes, merges, Flag(model, "ignore_merges", "model") ? Vocabulary : null);
    }

    // Older files write "left right", newer ones ["left", "right"].
    private (string Left, string Right) Pair(JsonElement merge, string field)
    {
        string[] parts = merge.ValueKind switch
        {
            JsonValueKind.String => merge.GetString()!.Split(' '),
            JsonValueKind.Array when merge.EnumerateArray().All(part => part.ValueKind == JsonValueKind.String) =>
            [
                .. merge.EnumerateArray().Select(part => part.GetString()!),
            ],
            _ => [],
        };
        return parts is [{ Length: > 0 } left, { Length: > 0 } right]
            ? (left, right)
            : throw Wrong(field, $"is {merge.GetRawText()}, which is no pair of tokens");
    }
}
