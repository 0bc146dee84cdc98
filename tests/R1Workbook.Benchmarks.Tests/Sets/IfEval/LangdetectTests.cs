using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Sets.IfEval;
using R1Workbook.Core.Instructions;

namespace R1Workbook.Benchmarks.Tests.Sets.IfEval;

/// <summary>The method of langdetect, on profiles of our own: "xa" has a, b and the rare E; "xe" has e and E.</summary>
public sealed class LangdetectTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("langdetect").FullName;
    private readonly Lazy<LangdetectDetector> _detector;

    public LangdetectTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "profiles"));
        Directory.CreateDirectory(Path.Combine(_folder, "utils"));
        Write("xa", """{"freq":{"a":50,"b":49,"E":1," a":10,"ab":20,"\u4e00":5},"n_words":[100,50,10],"name":"xa"}""");
        Write("xe", """{"freq":{"e":60,"E":40,"er":20,"\u4e01":1},"n_words":[100,50,10],"name":"xe"}""");
        File.WriteAllText(
            Path.Combine(_folder, "utils", "messages.properties"),
            "NGram.LATIN1_EXCLUDE=\\u00A0\\u00AB\nNGram.KANJI_1=\\u4E00\\u4E8C\n"
        );
        _detector = new(() => new LangdetectDetector(LangdetectProfiles.Read(_folder)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("ab ab ab", "xa")]
    [InlineData("er er er", "xe")]
    [InlineData("", null)]
    [InlineData("12 + 34 = 46 «»", null)]
    [InlineData("zzz", null)]
    public void The_language_whose_runs_a_text_has_is_found_and_none_where_no_run_is_known(
        string text,
        string? found
    ) => Assert.Equal(found, _detector.Value.Detect(text));

    [Fact]
    public void Of_a_word_in_capitals_only_the_first_letter_counts()
    {
        // E is xe's; the letters behind it would be xa's.
        Assert.Equal("xe", _detector.Value.Detect("EAB EAB"));
        Assert.Equal("xa", _detector.Value.Detect("Eabab abab abab"));
    }

    [Fact]
    public void Addresses_are_left_out_and_Latin_letters_beside_much_of_another_script()
    {
        Assert.Equal("xe", _detector.Value.Detect("er er https://ab.ab/ababab/abab abab@abab.abab"));
        Assert.Equal("xa", _detector.Value.Detect("eeee 一一一一一一一一一一一一"));
    }

    [Fact]
    public void Ideographs_of_one_class_count_as_its_first()
    {
        Assert.Equal("xa", _detector.Value.Detect("二二二"));
        Assert.Null(_detector.Value.Detect("三三三"));
    }

    [Fact]
    public void An_instruction_asks_the_detector_and_follows_where_no_language_can_be_told()
    {
        Instruction instruction = InstructionCatalogue.Create(
            "language:response_language",
            new JsonObject { ["language"] = "xe" },
            _detector.Value.Detect
        );
        Assert.True(instruction.Strict("er er").Followed);
        Assert.False(instruction.Strict("ab ab").Followed);
        Assert.True(instruction.Strict("12345").Followed);
    }

    [Fact]
    public void A_folder_that_is_not_langdetects_is_refused_with_its_name()
    {
        string empty = Directory.CreateTempSubdirectory("none").FullName;
        Assert.Contains(
            empty,
            Assert.Throws<DataFileException>(() => LangdetectProfiles.Read(empty)).Message,
            StringComparison.Ordinal
        );
        Directory.Delete(empty);
        Write("xz", "{}");
        Assert.Contains(
            "xz: is no profile",
            Assert.Throws<DataFileException>(() => LangdetectProfiles.Read(_folder)).Message,
            StringComparison.Ordinal
        );
    }

    private void Write(string name, string profile) =>
        File.WriteAllText(Path.Combine(_folder, "profiles", name), profile);
}
