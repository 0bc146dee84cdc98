using System.Text.Json.Nodes;
using R1Workbook.Core.Instructions;

namespace R1Workbook.Core.Tests.Instructions;

public sealed class InstructionTests
{
    [Theory]
    [InlineData("One. Two! Three?", 3)]
    [InlineData("Dr. Smith met Mr. Jones. They talked.", 2)]
    [InlineData("She works in the U.S. economy.", 1)]
    [InlineData("She left the U.S. However, he stayed.", 2)]
    [InlineData("Johann S. Bach wrote it.", 1)]
    [InlineData("It costs 3.50 dollars.", 1)]
    [InlineData("1. Wash it. 2. Dry it.", 4)]
    [InlineData("Use fruit, e.g. apples.", 2)]
    [InlineData("He said \"Go.\" Then he left.", 2)]
    [InlineData("(One.) Two.", 2)]
    [InlineData("Wait... what is it?", 1)]
    [InlineData("Really?! Yes.", 2)]
    [InlineData("A title\n\nA line without a stop", 1)]
    [InlineData("See example.com for more.", 1)]
    [InlineData("Line one.\nLine two.", 2)]
    public void Sentences_are_counted_as_Punkt_counts_them(string text, int sentences)
    {
        Assert.True(
            Check(
                "length_constraints:number_sentences",
                new() { ["num_sentences"] = sentences, ["relation"] = "at least" },
                text
            ).Followed
        );
        Assert.True(
            Check(
                "length_constraints:number_sentences",
                new() { ["num_sentences"] = sentences + 1, ["relation"] = "less than" },
                text
            ).Followed
        );
    }

    [Theory]
    [InlineData("HERE there are THREE words, mother-IN-law.", 2)]
    [InlineData("I CAN'T say \"NO\".", 4)]
    [InlineData("CANNOT GONNA", 4)]
    [InlineData("MOTHER-IN-LAW, U.S. and 5PM!", 3)]
    [InlineData("A5 $A %B (C) *D* 77 _", 5)]
    [InlineData("ÄÖ ЖЗ 東京 ⅣA", 3)]
    public void Words_in_capitals_are_counted_as_the_Penn_Treebank_divides_them(string text, int words) =>
        Assert.StartsWith(
            $"{words} words in capitals",
            Check(
                "change_case:capital_word_frequency",
                new() { ["capital_frequency"] = 1, ["capital_relation"] = "at least" },
                text
            ).Reason,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("one two_three four-five", 4)]
    [InlineData("it's 3.14", 4)]
    [InlineData("नमस्ते", 2)]
    [InlineData("𝐱𝐲 東京", 2)]
    [InlineData("\uD835 a", 1)]
    public void Words_are_runs_of_letters_and_digits_without_marks_as_in_Python(string text, int words) =>
        Assert.StartsWith(
            $"{words} words",
            Check(
                "length_constraints:number_words",
                new() { ["num_words"] = 1, ["relation"] = "at least" },
                text
            ).Reason,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("{\"a\": [1, NaN, -Infinity]}", true)]
    [InlineData("```json\n{\"a\": \"NaN\"}\n```", true)]
    [InlineData("```JSON\n[]```", true)]
    [InlineData("{'a': 1}", false)]
    [InlineData("{\"a\": 1,}", false)]
    [InlineData("Here: {}", false)]
    [InlineData("\"just text\"", true)]
    public void Json_is_what_Python_reads(string text, bool followed) =>
        Assert.Equal(followed, Check("detectable_format:json_format", [], text).Followed);

    [Theory]
    [InlineData("catch", false)]
    [InlineData("a CAT.", true)]
    [InlineData("cat_", false)]
    [InlineData("cats", false)]
    public void A_forbidden_word_counts_only_as_a_whole_word(string text, bool used) =>
        Assert.Equal(
            !used,
            Check("keywords:forbidden_words", new() { ["forbidden_words"] = new JsonArray("cat") }, text).Followed
        );

    [Fact]
    public void A_keyword_that_is_no_expression_is_looked_for_as_it_stands()
    {
        Assert.True(
            Check("keywords:existence", new() { ["keywords"] = new JsonArray("(a", "c++") }, "C++ and (A").Followed
        );
        Assert.False(Check("keywords:existence", new() { ["keywords"] = new JsonArray("(a") }, "a").Followed);
    }

    [Fact]
    public void The_loose_check_forgives_an_introduction_a_last_line_and_asterisks()
    {
        Instruction quotation = InstructionCatalogue.Create("startend:quotation");
        const string response = "Sure:\n*\"Hello.\"*\nAnything else?";
        Assert.False(quotation.Strict(response).Followed);
        InstructionCheck loose = quotation.Loose(response);
        Assert.True(loose.Followed);
        Assert.Contains("without its first and last lines and asterisks", loose.Reason, StringComparison.Ordinal);
        Assert.Equal(8, ResponseVariant.Of(response).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t")]
    public void A_blank_response_follows_nothing(string response)
    {
        Instruction instruction = InstructionCatalogue.Create("punctuation:no_comma");
        Assert.False(instruction.Strict(response).Followed);
        Assert.False(instruction.Loose(response).Followed);
    }

    [Fact]
    public void Nulls_among_the_arguments_count_as_missing_and_unknown_ones_are_named()
    {
        JsonObject arguments = new()
        {
            ["num_words"] = 3.0,
            ["relation"] = "at least",
            ["keyword"] = null,
        };
        Assert.True(Check("length_constraints:number_words", arguments, "a b c").Followed);
        Assert.Contains(
            "\"num_words\"",
            Assert
                .Throws<FormatException>(() =>
                    InstructionCatalogue.Create("length_constraints:number_words", new() { ["relation"] = "at least" })
                )
                .Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "\"color\"",
            Assert
                .Throws<FormatException>(() =>
                    InstructionCatalogue.Create("punctuation:no_comma", new() { ["color"] = 1 })
                )
                .Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "at least",
            Assert
                .Throws<FormatException>(() =>
                    InstructionCatalogue.Create(
                        "length_constraints:number_words",
                        new() { ["num_words"] = 3, ["relation"] = "most" }
                    )
                )
                .Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "keywords:existence",
            Assert.Throws<ArgumentException>(() => InstructionCatalogue.Create("keywords:none")).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_benchmark_has_25_instructions() =>
        Assert.Equal(25, InstructionCatalogue.All.Count(entry => entry.InBenchmark));

    [Fact]
    public void Long_hostile_responses_are_checked_all_the_same()
    {
        foreach (
            string text in new[]
            {
                new string('[', 20000),
                new string('\n', 20000) + "x",
                string.Concat(Enumerable.Repeat("<<", 10000)),
                string.Concat(Enumerable.Repeat(". ", 10000)),
                new string('*', 20000),
                new string('"', 20000),
            }
        )
        {
            Assert.False(
                Check("detectable_content:number_placeholders", new() { ["num_placeholders"] = 1 }, text).Followed
            );
            Assert.False(Check("detectable_format:title", [], text).Followed);
            Assert.False(Check("detectable_format:json_format", [], text).Followed);
            Assert.Equal(
                "0 bullet points, 1 are asked for",
                Check("detectable_format:number_bullet_lists", new() { ["num_bullets"] = 1 }, text).Reason
            );
            Assert.NotEmpty(
                Check(
                    "length_constraints:number_sentences",
                    new() { ["num_sentences"] = 1, ["relation"] = "at least" },
                    text
                ).Reason
            );
            Assert.NotEmpty(
                Check(
                    "change_case:capital_word_frequency",
                    new() { ["capital_frequency"] = 1, ["capital_relation"] = "at least" },
                    text
                ).Reason
            );
        }
    }

    private static InstructionCheck Check(string id, JsonObject arguments, string text) =>
        InstructionCatalogue.Create(id, arguments).Strict(text);
}
