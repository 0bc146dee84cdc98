using System.Text;
using System.Text.Json;
using R1Workbook.Core.Files;

namespace R1Workbook.Core.Tests.Files;

public sealed class LoneSurrogatesTests
{
    [Theory]
    [InlineData("""{"a":"x \ud83d"}""", """{"a":"x \ufffd"}""")]
    [InlineData("""{"a":"\uDE00 x"}""", """{"a":"\ufffd x"}""")]
    [InlineData("""{"a":"\ud83d\ud83d\ude00"}""", """{"a":"\ufffd\ud83d\ude00"}""")]
    [InlineData("""{"a":"\ud83d\n"}""", """{"a":"\ufffd\n"}""")]
    [InlineData("""{"\ud83d":1}""", """{"\ufffd":1}""")]
    [InlineData("""["\\ud83d", "\\\ud83d"]""", """["\\ud83d", "\\\ufffd"]""")]
    [InlineData("""["\ud83d\ude00", "\u00e9"]""", """["\ud83d\ude00", "\u00e9"]""")]
    [InlineData("""["\ud8""", """["\ud8""")]
    [InlineData("[\"\\", "[\"\\")]
    public void Half_a_pair_is_the_replacement_character_in_text_and_in_bytes(string json, string expected)
    {
        Assert.Equal(expected, LoneSurrogates.Replaced(json));
        byte[] bytes = Encoding.UTF8.GetBytes(json);
        LoneSurrogates.Replace(bytes);
        Assert.Equal(expected, Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public void Halves_stay_where_the_other_may_follow()
    {
        using JsonDocument document = JsonDocument.Parse("""["a\n\"\\\ud83d", "\ude00\u00e9/\/"]""");
        string first = LoneSurrogates.TextWithHalves(document.RootElement[0]),
            second = LoneSurrogates.TextWithHalves(document.RootElement[1]);
        Assert.Equal("a\n\"\\😀é//", first + second);
        Assert.Equal("a\n\"\\\uFFFD", LoneSurrogates.ReplacedInText(first));
        Assert.Equal("😀", LoneSurrogates.ReplacedInText("😀"));
    }
}
