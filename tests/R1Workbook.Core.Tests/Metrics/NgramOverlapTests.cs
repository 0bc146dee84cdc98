using System.Text.Json.Nodes;
using R1Workbook.Core.Metrics;

namespace R1Workbook.Core.Tests.Metrics;

public sealed class NgramOverlapTests
{
    [SharedCheck("cases")]
    public static void Texts_are_contaminated_as_open_r1_judges_them()
    {
        foreach (JsonNode row in SharedFiles.JsonLines("cases/decontamination.jsonl"))
        {
            NgramOverlap overlap = new(
                row["eval_documents"]!.AsArray().Select(document => (string)document!),
                (int)row["ngram_size"]!
            );
            string text = (string)row["train_text"]!;
            Assert.True((bool)row["contaminated"]! == overlap.IsContaminated(text), (string)row["id"]!);
            Assert.Equal(
                row["matching_documents"]!.AsArray().Select(document => (int)document!),
                overlap.Matches(text)
            );
            Assert.Equal((int)row["num_ngrams"]!, NgramOverlap.Ngrams(text, overlap.N).Count);
        }
    }

    [Fact]
    public void A_paraphrase_passes_and_a_copy_does_not()
    {
        NgramOverlap overlap = new(["A train leaves at noon and travels sixty miles in one hour before it stops."]);
        Assert.True(
            overlap.IsContaminated("Word problem: a train leaves at noon and TRAVELS sixty miles in one hour.")
        );
        Assert.False(overlap.IsContaminated("Sixty miles are travelled in an hour by a train that leaves at noon."));
        Assert.False(new NgramOverlap(["too short"]).IsContaminated("too short"));
    }

    [Theory]
    // A Chinese problem, copied into a longer text and with other punctuation.
    [InlineData("一列火车中午出发,一小时行驶六十公里后停下。", "题目:一列火车中午出发，一小时行驶六十公里!", true)]
    // A Japanese one; numbers and Latin words within stay whole.
    [InlineData(
        "電車は正午に出発し、1時間に60キロメートル走る。",
        "問題：電車は正午に出発し1時間に60キロメートル走ります。",
        true
    )]
    [InlineData(
        "電車は正午に出発し、1時間に60キロメートル走る。",
        "電車は正午に着き、2時間に70キロメートル走る。",
        false
    )]
    [InlineData("六十公里的火车一小时后停下,中午出发。", "一列火车中午出发,一小时行驶六十公里。", false)]
    public void Chinese_and_Japanese_are_compared_by_characters(string document, string text, bool contaminated) =>
        Assert.Equal(contaminated, new NgramOverlap([document]).IsContaminated(text));

    [Fact]
    public void Characters_without_blanks_are_words_and_runs_of_other_scripts_stay_whole() =>
        Assert.Equal(
            ["计", "算", "x+12", "的", "值", "𠀀", "ok", "ラ", "ー", "한국어"],
            NgramOverlap.Words("计算x+12的值。𠀀OK\u3000ラー 한국어")
        );
}
