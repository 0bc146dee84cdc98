using System.Text;
using System.Text.RegularExpressions;

namespace R1Workbook.Learning.Tokenizers;

/// <summary>
/// Text to tokens and back, as a tokenizer.json with byte-level BPE says (DeepSeek-V3, Qwen, Llama 3). Encoding adds no
/// token that the text does not hold; what begins and ends a sequence is the business of the chat template.
/// </summary>
public sealed class Tokenizer
{
    private readonly TokenizerFile _file;
    private readonly string _path;
    private readonly Dictionary<string, AddedToken> _added;
    private readonly AddedTokens _asGiven;
    private readonly AddedTokens _normalized;
    private readonly Dictionary<int, string> _texts = [];
    private readonly Dictionary<int, byte[]> _bytes = [];
    private readonly HashSet<int> _special;

    private Tokenizer(string path, IReadOnlyDictionary<int, string> renamed)
    {
        (_file, _path) = (new TokenizerFile(path), path);
        AddedToken[] added =
        [
            .. _file.Added.Select(token =>
                renamed.TryGetValue(token.Id, out string? content)
                    ? token with
                    {
                        Content = content,
                        Special = false,
                        Normalized = false,
                    }
                    : token
            ),
        ];
        foreach (int id in renamed.Keys)
        {
            if (added.All(token => token.Id != id))
            {
                throw new TokenizerException(
                    path,
                    $"added_tokens has no number {id}, which was to become {renamed[id]}."
                );
            }
        }

        _added = [];
        foreach (AddedToken token in added)
        {
            if (!_added.TryAdd(token.Content, token))
                throw new TokenizerException(path, $"added_tokens has \"{token.Content}\" twice.");
            if (!_texts.TryAdd(token.Id, token.Content))
                throw new TokenizerException(path, $"added_tokens has the number {token.Id} twice.");
        }
        foreach ((string text, int id) in _file.Vocabulary)
        {
            if (!_texts.TryAdd(id, text) && _texts[id] != text && !renamed.ContainsKey(id))
            {
                throw new TokenizerException(
                    path,
                    $"number {id} is \"{_texts[id]}\" in added_tokens and \"{text}\" in model.vocab."
                );
            }
        }

        foreach ((int id, string text) in _texts)
            _bytes[id] = ByteAlphabet.Decode(text);
        _asGiven = new AddedTokens(added.Where(token => !token.Normalized));
        _normalized = new AddedTokens(
            added.Where(token => token.Normalized).Select(token => token with { Content = Normalize(token.Content) })
        );
        _special = [.. added.Where(token => token.Special).Select(token => token.Id)];
        VocabularySize = _texts.Keys.Max() + 1;
    }

    /// <summary>What R1's tokenizer changes in the one of DeepSeek-V3: two placeholders become the tags of its
    /// reasoning.</summary>
    public static IReadOnlyDictionary<int, string> R1Tags { get; } =
        new Dictionary<int, string> { [128798] = "<think>", [128799] = "</think>" };

    /// <summary>Loads a tokenizer.</summary>
    /// <param name="path">A tokenizer.json, or a folder with one.</param>
    /// <param name="renamed">Added tokens that get another text, by number, for example <see cref="R1Tags"/>.</param>
    /// <returns>The tokenizer; it may be used by several threads.</returns>
    /// <exception cref="TokenizerException">The file is missing, none, or of a kind that is not read; the message names
    /// the field.</exception>
    public static Tokenizer Load(string path, IReadOnlyDictionary<int, string>? renamed = null) =>
        new(
            Directory.Exists(path) ? Path.Combine(path, "tokenizer.json") : path,
            renamed ?? new Dictionary<int, string>()
        );

    /// <summary>One more than the highest number of a token. The weights may have more rows: they are padded to a round
    /// number.</summary>
    public int VocabularySize { get; }

    /// <summary>Encodes a text.</summary>
    /// <param name="text">The text. Surrogates without their other half count as U+FFFD.</param>
    /// <param name="findAdded">Whether added tokens in the text are taken as such; false for text of users, in which
    /// they shall not steer.</param>
    /// <returns>Numbers of tokens.</returns>
    /// <exception cref="TokenizerException">A pattern of the file does not come to an end on this text.</exception>
    public int[] Encode(string text, bool findAdded = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<int> tokens = new(text.Length / 3 + 1);
        try
        {
            foreach ((string part, AddedToken? token) in Divide(_asGiven, CodePointText.Whole(text), findAdded))
            {
                if (token is not null)
                {
                    tokens.Add(token.Id);
                }
                else
                {
                    foreach ((string inner, AddedToken? normalized) in Divide(_normalized, Normalize(part), findAdded))
                    {
                        if (normalized is not null)
                            tokens.Add(normalized.Id);
                        else
                            EncodePlain(inner, tokens);
                    }
                }
            }
        }
        catch (RegexMatchTimeoutException exception)
        {
            throw new TokenizerException(
                _path,
                $"pre_tokenizer: the pattern {exception.Pattern} did not come to an end on a text of {text.Length} "
                    + $"characters.",
                exception
            );
        }
        return [.. tokens];
    }

    /// <summary>Decodes tokens. Bytes that are no UTF-8, as at the end of a text that was cut, become U+FFFD.</summary>
    /// <param name="tokens">Numbers of tokens.</param>
    /// <param name="keepSpecial">Whether special tokens are written out.</param>
    /// <returns>The text.</returns>
    /// <exception cref="ArgumentException">A number is of no token.</exception>
    public string Decode(IEnumerable<int> tokens, bool keepSpecial = true) =>
        Encoding.UTF8.GetString(DecodeBytes(tokens, keepSpecial));

    /// <summary>Decodes tokens to bytes.</summary>
    /// <param name="tokens">Numbers of tokens.</param>
    /// <param name="keepSpecial">Whether special tokens are written out.</param>
    /// <returns>The bytes of the text in UTF-8.</returns>
    /// <exception cref="ArgumentException">A number is of no token.</exception>
    public byte[] DecodeBytes(IEnumerable<int> tokens, bool keepSpecial = true)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        return [.. tokens.Where(token => keepSpecial || !_special.Contains(token)).SelectMany(Bytes)];
    }

    /// <summary>Decodes tokens as they come.</summary>
    /// <param name="keepSpecial">Whether special tokens are written out.</param>
    /// <returns>A stream for one text.</returns>
    public TokenStream Stream(bool keepSpecial = true) =>
        new(token => keepSpecial || !_special.Contains(token) ? Bytes(token) : []);

    /// <summary>The number of a token.</summary>
    /// <param name="token">An added token's text, or a token of the vocabulary in its letters for bytes (Ġ is a
    /// space).</param>
    /// <returns>Its number, or null.</returns>
    public int? Find(string token) =>
        _added.TryGetValue(token, out AddedToken? added) ? added.Id
        : _file.Vocabulary.TryGetValue(token, out int id) && _texts[id] == token ? id
        : null;

    private byte[] Bytes(int token) =>
        _bytes.TryGetValue(token, out byte[]? bytes)
            ? bytes
            : throw new ArgumentException($"{token} is no token; {_path} has {VocabularySize}.", nameof(token));

    private static IEnumerable<(string, AddedToken?)> Divide(AddedTokens tokens, string text, bool findAdded) =>
        findAdded ? tokens.Divide(text) : [(text, null)];

    private string Normalize(string text) => _file.Forms.Aggregate(text, (current, form) => current.Normalize(form));

    private void EncodePlain(string text, List<int> tokens)
    {
        var points = new CodePointText(text);
        List<(int Start, int Length)> parts = [(0, points.Shadow.Length)];
        foreach (PreTokenizer cutter in _file.PreTokenizers)
            parts = cutter.Cut(points.Shadow, parts);
        foreach ((int start, int length) in parts)
            _file.Encoding.Encode(points.Part(start, length), tokens);
    }
}
