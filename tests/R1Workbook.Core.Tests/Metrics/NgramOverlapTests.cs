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
}
