using System.Globalization;
using R1Workbook.Core.Languages;
using Xunit.Abstractions;

namespace R1Workbook.Core.Tests.Languages;

public sealed class LanguageAgreementTests(ITestOutputHelper output)
{
    private static readonly string Samples = Path.Combine(Root(), "data", "samples");

    [Fact]
    public void The_analysis_agrees_with_the_labels_of_the_mixed_set()
    {
        IReadOnlyList<MixedText> texts = MixedText.Read(Path.Combine(Samples, "language-mixing.jsonl"));
        IReadOnlyList<LanguageAgreement> rows = LanguageAgreement.Measure(texts);
        foreach (LanguageAgreement row in rows.Append(LanguageAgreement.Total(rows)))
        {
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{row.Language, -5} {row.Words, 6} words {100 * row.ByWord, 6:0.00} %  {row.Letters, 6} "
                        + $"letters {100 * row.ByCharacter, 6:0.00} %"
                )
            );
        }

        Assert.True(texts.Count >= 500, $"{texts.Count} texts");
        Assert.True(rows.Count(row => row.Language != MixedText.Neutral) >= 6);
        Assert.All(rows, row => Assert.InRange(row.ByCharacter, 0.9, 1));
        Assert.InRange(LanguageAgreement.Total(rows).ByCharacter, 0.97, 1);
        Assert.InRange(LanguageAgreement.Total(rows).ByWord, 0.97, 1);
    }

    [Fact]
    public void The_mixed_set_is_what_its_sentences_give()
    {
        string file = Path.Combine(Samples, "language-mixing.jsonl"),
            sentences = Path.Combine(Samples, "language-sentences.json");
        if (Environment.GetEnvironmentVariable("R1_WRITE_SAMPLES") == "1")
            File.WriteAllLines(file, MixedText.Generate(sentences, 616).Select(text => text.ToJson()));
        string[] stored = File.ReadAllLines(file);
        Assert.Equal(MixedText.Generate(sentences, stored.Length).Select(text => text.ToJson()), stored);
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "R1Workbook.sln")))
            folder = folder.Parent;
        return folder!.FullName;
    }
}
