using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using R1Workbook.Core.Files;

namespace R1Workbook.Learning.Tokenizers;

/// <summary>The parts of a tokenizer.json (Hugging Face tokenizers) with byte-level BPE, checked. What is not
/// understood is refused, never passed over.</summary>
internal sealed partial class TokenizerFile
{
    private readonly string _path;

    /// <summary>Reads a file.</summary>
    /// <exception cref="TokenizerException">The file is missing, none, or of a kind that is not read.</exception>
    public TokenizerFile(string path)
    {
        _path = path;
        if (!File.Exists(path))
            throw new TokenizerException(path, "no such file.");
        try
        {
            using JsonDocument document = JsonDocument.Parse(BoundedFile.Bytes(path, BoundedFile.MostNames));
            JsonElement root = document.RootElement;
            Added =
            [
                .. Items(root, "added_tokens", "added_tokens")
                    .Select((token, i) => ReadAdded(token, $"added_tokens[{i}]")),
            ];
            if (Has(root, "normalizer", out JsonElement normalizer))
                ReadNormalizer(normalizer, "normalizer");
            if (Has(root, "pre_tokenizer", out JsonElement cutter))
                ReadPreTokenizer(cutter, "pre_tokenizer");
            if (!_isByteLevel)
                throw Wrong("pre_tokenizer", "has no ByteLevel; only byte-level tokenizers are read");
            ReadModel(Field(root, "model", "model"));
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidOperationException or FormatException or InvalidDataException)
        {
            throw new TokenizerException(path, $"it is no tokenizer.json ({exception.Message}).", exception);
        }
    }

    private bool _isByteLevel;

    /// <summary>Added tokens.</summary>
    public IReadOnlyList<AddedToken> Added { get; }

    /// <summary>Unicode normal forms that a text is brought to, in order.</summary>
    public List<NormalizationForm> Forms { get; } = [];

    /// <summary>Rules that a text is cut by, in order.</summary>
    public List<PreTokenizer> PreTokenizers { get; } = [];

    /// <summary>Tokens by their letters.</summary>
    public Dictionary<string, int> Vocabulary { get; } = [];

    /// <summary>The merges.</summary>
    public BytePairEncoding Encoding { get; private set; } = null!;

    private TokenizerException Wrong(string field, string problem) => new(_path, $"{field} {problem}.");

    private static bool Has(JsonElement parent, string name, out JsonElement value)
    {
        value = default;
        return parent.ValueKind == JsonValueKind.Object
            && parent.TryGetProperty(name, out value)
            && value.ValueKind != JsonValueKind.Null;
    }

    private JsonElement Field(JsonElement parent, string name, string field) =>
        Has(parent, name, out JsonElement value) ? value : throw Wrong(field, "is missing");

    private JsonElement[] Items(JsonElement parent, string name, string field) =>
        !Has(parent, name, out JsonElement value) ? []
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()]
        : throw Wrong(field, "is no list");

    private string Text(JsonElement parent, string name, string field) =>
        Field(parent, name, field) is { ValueKind: JsonValueKind.String } value
            ? value.GetString()!
            : throw Wrong(field, "is no text");

    private int Id(JsonElement value, string field) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int id) && id is >= 0 and < 1 << 24
            ? id
            : throw Wrong(field, $"is {value.GetRawText()}, which is no number of a token");

    private bool Flag(JsonElement parent, string name, string field, bool otherwise = false) =>
        !Has(parent, name, out JsonElement value) ? otherwise
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
        : throw Wrong($"{field}.{name}", "is neither true nor false");

    private AddedToken ReadAdded(JsonElement token, string field)
    {
        string content = Text(token, "content", field + ".content");
        if (content.Length == 0)
            throw Wrong(field + ".content", "is empty");
        return new AddedToken(
            Id(Field(token, "id", field + ".id"), field + ".id"),
            content,
            Flag(token, "special", field)
        )
        {
            Normalized = Flag(token, "normalized", field),
            StripsLeft = Flag(token, "lstrip", field),
            StripsRight = Flag(token, "rstrip", field),
            SingleWord = Flag(token, "single_word", field),
        };
    }

    private void ReadNormalizer(JsonElement normalizer, string field)
    {
        string type = Text(normalizer, "type", field + ".type");
        if (type == "Sequence")
        {
            int i = 0;
            foreach (JsonElement part in Items(normalizer, "normalizers", field + ".normalizers"))
                ReadNormalizer(part, $"{field}.normalizers[{i++}]");
            return;
        }
        Forms.Add(
            type switch
            {
                "NFC" => NormalizationForm.FormC,
                "NFD" => NormalizationForm.FormD,
                "NFKC" => NormalizationForm.FormKC,
                "NFKD" => NormalizationForm.FormKD,
                _ => throw Wrong(field + ".type", $"is '{type}'; Sequence, NFC, NFD, NFKC and NFKD are read"),
            }
        );
    }

    private void ReadPreTokenizer(JsonElement cutter, string field)
    {
        string type = Text(cutter, "type", field + ".type");
        if (_isByteLevel)
            throw Wrong(field, "stands behind ByteLevel, where there is no text any more");
        switch (type)
        {
            case "Sequence":
                int i = 0;
                foreach (JsonElement part in Items(cutter, "pretokenizers", field + ".pretokenizers"))
                    ReadPreTokenizer(part, $"{field}.pretokenizers[{i++}]");
                break;
            case "Split":
                string behavior = Text(cutter, "behavior", field + ".behavior");
                if (behavior is not ("Isolated" or "Removed"))
                    throw Wrong(field + ".behavior", $"is '{behavior}'; Isolated and Removed are read");
                bool invert = Flag(cutter, "invert", field),
                    removes = behavior == "Removed";
                PreTokenizers.Add(
                    new PreTokenizer(
                        Pattern(Field(cutter, "pattern", field + ".pattern"), field + ".pattern"),
                        KeepsMatches: !removes || invert,
                        KeepsRest: !removes || !invert
                    )
                );
                break;
            case "Digits":
                PreTokenizers.Add(
                    new PreTokenizer(
                        PreTokenizer.Compile(Flag(cutter, "individual_digits", field) ? @"\p{N}" : @"\p{N}+")
                    )
                );
                break;
            case "ByteLevel":
                if (Flag(cutter, "add_prefix_space", field, true))
                    throw Wrong(field + ".add_prefix_space", "is true; a space before every part is not read here");
                if (Flag(cutter, "use_regex", field, true))
                    PreTokenizers.Add(new PreTokenizer(PreTokenizer.Gpt2));
                _isByteLevel = true;
                break;
            default:
                throw Wrong(field + ".type", $"is '{type}'; Sequence, Split, Digits and ByteLevel are read");
        }
    }

    private Regex Pattern(JsonElement pattern, string field)
    {
        if (Has(pattern, "String", out _))
            return PreTokenizer.Compile(Regex.Escape(Text(pattern, "String", field + ".String")));
        string text = Text(pattern, "Regex", field + ".Regex");
        try
        {
            return PreTokenizer.Compile(text);
        }
        catch (ArgumentException exception)
        {
            throw Wrong(field + ".Regex", $"is no regular expression ({exception.Message})");
        }
    }
}
