namespace R1Workbook.Kernel.Tests.Jupyter;

/// <summary>
/// What the kernel sends, message for message, against the transcripts in <c>tests/R1Workbook.Golden/Transcripts</c>.
/// With R1_REWRITE_TRANSCRIPTS set, what the kernel sends now is written into them: read every changed line against
/// the protocol (jupyter-client.readthedocs.io, "Messaging in Jupyter") before you commit it.
/// </summary>
public sealed class TranscriptTests(RunningKernel kernel) : IClassFixture<RunningKernel>
{
    private static readonly bool IsRewritten =
        Environment.GetEnvironmentVariable("R1_REWRITE_TRANSCRIPTS") is { Length: > 0 };

    public static TheoryData<string> Names =>
        [
            .. Directory
                .EnumerateFiles(TranscriptLine.Folder, "*.txt")
                .Select(path => Path.GetFileNameWithoutExtension(path))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_kernel_sends_what_the_transcript_has(string name)
    {
        string path = Path.Combine(TranscriptLine.Folder, name + ".txt");
        string[] lines = File.ReadAllLines(path);
        using TranscriptPlayer player = new(kernel);
        if (IsRewritten)
        {
            File.WriteAllLines(path, Rewritten(player, lines));
            return;
        }
        foreach (string line in lines.Where(line => !TranscriptLine.IsRemark(line)))
        {
            var expected = TranscriptLine.Parse(line);
            if (expected.Who == "client")
                player.Send(expected);
            else
                Assert.Equal(expected.ToString(), player.Next(expected).ToString());
        }
        player.AssertNothingIsLeft();
    }

    [Fact]
    public void Every_kind_of_exchange_has_a_transcript_that_says_what_it_shows()
    {
        Assert.True(Names.Count >= 20);
        Assert.All(
            Directory.EnumerateFiles(TranscriptLine.Folder, "*.txt"),
            path =>
            {
                string[] lines = File.ReadAllLines(path);
                Assert.True(TranscriptLine.IsRemark(lines[0]), path);
                Assert.Contains(lines, line => line.StartsWith("client ", StringComparison.Ordinal));
                Assert.Contains(lines, line => line.StartsWith("kernel ", StringComparison.Ordinal));
            }
        );
    }

    private static List<string> Rewritten(TranscriptPlayer player, string[] lines)
    {
        string[] kept = [.. lines.Where(line => !line.StartsWith("kernel ", StringComparison.Ordinal))];
        List<string> written = [];
        for (int i = 0; i < kept.Length; i++)
        {
            written.Add(kept[i]);
            if (TranscriptLine.IsRemark(kept[i]))
                continue;
            player.Send(TranscriptLine.Parse(kept[i]));
            // "# at once" before a line: it is sent together with the one before it.
            if (i + 1 == kept.Length || !kept[i + 1].StartsWith("# at once", StringComparison.Ordinal))
                written.AddRange(player.Rest().Select(line => line.ToString()));
        }
        return written;
    }
}
