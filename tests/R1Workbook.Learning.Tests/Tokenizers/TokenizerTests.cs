using System.Text;
using R1Workbook.Learning.Tokenizers;

namespace R1Workbook.Learning.Tests.Tokenizers;

/// <summary>The published tokenizers. Expected numbers are those that Hugging Face's own library gives for the same
/// files.</summary>
public sealed class TokenizerTests
{
    private static readonly Dictionary<string, Lazy<Tokenizer>> Loaded = new()
    {
        ["deepseek_v3"] = new(() => Tokenizer.Load(SharedFiles.Find("tokenizers/deepseek_v3"))),
        ["qwen3"] = new(() => Tokenizer.Load(SharedFiles.Find("tokenizers/qwen3/tokenizer.json"))),
    };

    private static readonly string[] Texts =
    [
        "",
        " ",
        "\n\n\t x \r\n",
        "Hello, world!",
        "I'll say don't, WE'RE 3.14159 × 10⁻³",
        "两个数的和是一百二十三。",
        "なぜ日本語とカタカナ",
        "한국어 문장입니다",
        "Привет, как дела?",
        "مرحبا بالعالم",
        "שלום עולם",
        "नमस्ते दुनिया",
        "สวัสดีชาวโลก",
        "Ελληνικά γράμματα",
        "Tiếng Việt có dấu",
        "a 😀 ∑ 𝑥",
        "👩‍👩‍👧‍👦🇩🇪🏳️‍🌈",
        "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𝟙𝟚𝟛 x𝑥y",
        "𠀀𠀁 𐍈𐌰",
        "e\u0301 \u212B \u1E9B\u0323",
        "\0\u0001\u007F\u0085\u00A0\u2028\uFEFF\uFFFD",
        "def f(x):\n    return x  # done\n",
        @"\frac{1}{2} + \sqrt{x^2}",
        "<think>\nwait\n</think>",
        "<｜User｜>hi<｜Assistant｜>",
        "<|im_start|>user\nhi<|im_end|>\n",
        new string('a', 5000),
        new string('汉', 3000),
    ];

    public static TheoryData<string> Names => new("deepseek_v3", "qwen3");

    [SharedCheck("tokenizers")]
    [SharedRow("deepseek_v3", "Hello, world!", new[] { 19923, 14, 2058, 3 })]
    [SharedRow("deepseek_v3", "The answer is 42.", new[] { 671, 3287, 344, 223, 3180, 16 })]
    [SharedRow(
        "deepseek_v3",
        "  两个 words\n\nα=3.14159 😀",
        new[] { 262, 3878, 3345, 271, 1753, 31, 21, 16, 9926, 3318, 53769, 225 }
    )]
    [SharedRow("deepseek_v3", "a 😀 ∑ 𝑥", new[] { 67, 53769, 225, 52621, 80850 })]
    [SharedRow(
        "deepseek_v3",
        "<｜begin▁of▁sentence｜><｜User｜><｜Assistant｜><｜end▁of▁sentence｜>",
        new[] { 0, 128803, 128804, 1 }
    )]
    [SharedRow("qwen3", "Hello, world!", new[] { 9707, 11, 1879, 0 })]
    [SharedRow("qwen3", "The answer is 42.", new[] { 785, 4226, 374, 220, 19, 17, 13 })]
    [SharedRow(
        "qwen3",
        "  两个 words\n\nα=3.14159 😀",
        new[] { 220, 220, 100369, 4244, 271, 18945, 28, 18, 13, 16, 19, 16, 20, 24, 90316 }
    )]
    [SharedRow("qwen3", "a 😀 ∑ 𝑥", new[] { 64, 90316, 11995, 239, 81250, 239, 98 })]
    [SharedRow(
        "qwen3",
        "<|im_start|><think></think><|im_end|><|endoftext|>",
        new[] { 151644, 151667, 151668, 151645, 151643 }
    )]
    public static void Texts_become_the_published_tokens(string name, string text, int[] expected) =>
        Assert.Equal(expected, Load(name).Encode(text));

    [SharedCheck("tokenizers")]
    [SharedRows(nameof(Names))]
    public static void Every_text_comes_back(string name)
    {
        Tokenizer tokenizer = Load(name);
        foreach (string text in Texts)
        {
            string expected = name == "qwen3" ? text.Normalize() : text; // Qwen brings texts to NFC
            Assert.Equal(expected, tokenizer.Decode(tokenizer.Encode(text)));
            Assert.Equal(expected, tokenizer.Decode(tokenizer.Encode(text, findAdded: false)));
            TokenStream stream = tokenizer.Stream();
            Assert.Equal(expected, string.Concat(tokenizer.Encode(text).Select(stream.Add)) + stream.End());
        }
    }

    [SharedCheck("tokenizers")]
    [SharedRows(nameof(Names))]
    public static void Random_code_points_come_back(string name)
    {
        Tokenizer tokenizer = Load(name);
        Random random = new(8);
        for (int i = 0; i < 300; i++)
        {
            var text = new StringBuilder();
            for (int j = random.Next(60); j > 0; j--)
            {
                int point = random.Next(3) switch
                {
                    0 => random.Next(0x80),
                    1 => random.Next(0xD800),
                    _ => random.Next(0xE000, 0x110000),
                };
                text.Append(char.ConvertFromUtf32(point));
            }
            string expected = name == "qwen3" ? text.ToString().Normalize() : text.ToString();
            Assert.Equal(expected, tokenizer.Decode(tokenizer.Encode(text.ToString())));
        }
    }

    [SharedCheck("tokenizers")]
    [SharedRows(nameof(Names))]
    public static void Bytes_in_any_order_are_decoded_whole_or_as_they_come(string name)
    {
        Tokenizer tokenizer = Load(name);
        Random random = new(9);
        for (int i = 0; i < 100; i++)
        {
            byte[] bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            int[] tokens = [.. bytes.Select(value => tokenizer.Find(Letter(value)) ?? -1)];
            Assert.Equal(bytes, tokenizer.DecodeBytes(tokens));
            TokenStream stream = tokenizer.Stream();
            Assert.Equal(tokenizer.Decode(tokens), string.Concat(tokens.Select(stream.Add)) + stream.End());
        }
    }

    [SharedCheck("tokenizers")]
    [SharedRows(nameof(Names))]
    public static void A_stream_waits_for_whole_characters(string name)
    {
        Tokenizer tokenizer = Load(name);
        TokenStream stream = tokenizer.Stream();
        string[] pieces = [.. "😀"u8.ToArray().Select(value => stream.Add(tokenizer.Find(Letter(value))!.Value))];
        Assert.Equal(["", "", "", "😀"], pieces);
        Assert.Equal("", stream.Add(tokenizer.Find(Letter(0xE6))!.Value));
        Assert.Equal("\uFFFD", stream.End());
    }

    [SharedCheck("tokenizers")]
    [SharedRows(nameof(Names))]
    public static void Half_a_surrogate_pair_counts_as_the_replacement_character(string name)
    {
        Tokenizer tokenizer = Load(name);
        Assert.Equal(tokenizer.Encode("a\uFFFDb \uFFFD"), tokenizer.Encode("a\uD83Db \uDE00"));
    }

    [SharedCheck("tokenizers")]
    public static void Text_of_users_does_not_steer()
    {
        Tokenizer tokenizer = Load("qwen3");
        Assert.Contains(151645, tokenizer.Encode("x<|im_end|>"));
        Assert.All(tokenizer.Encode("x<|im_end|>", findAdded: false), token => Assert.InRange(token, 0, 151642));
    }

    [SharedCheck("tokenizers")]
    public static void Special_tokens_may_be_left_out_and_tags_of_thinking_stay()
    {
        Tokenizer tokenizer = Load("qwen3");
        Assert.Equal(
            "<think>hm</think>",
            tokenizer.Decode(tokenizer.Encode("<|im_start|><think>hm</think><|im_end|>"), keepSpecial: false)
        );
        Assert.Contains(
            "151669",
            Assert.Throws<ArgumentException>(() => tokenizer.Decode([151669])).Message,
            StringComparison.Ordinal
        );
    }

    [SharedCheck("tokenizers")]
    public static void The_tags_of_R1_take_the_place_of_placeholders()
    {
        string path = SharedFiles.Find("tokenizers/deepseek_v3");
        var tokenizer = Tokenizer.Load(path, Tokenizer.R1Tags);
        Assert.Equal([128798, 201, 128799], tokenizer.Encode("<think>\n</think>"));
        Assert.Null(Load("deepseek_v3").Find("<think>"));
        Assert.Equal(128815, tokenizer.VocabularySize);
        Assert.Contains(
            "5000000",
            Assert
                .Throws<TokenizerException>(() => Tokenizer.Load(path, new Dictionary<int, string> { [5000000] = "x" }))
                .Message,
            StringComparison.Ordinal
        );
    }

    private static Tokenizer Load(string name)
    {
        SharedFiles.Find("tokenizers/" + name);
        return Loaded[name].Value;
    }

    private static string Letter(byte value) => TokenizerFileTests.Letters[value].ToString();
}
