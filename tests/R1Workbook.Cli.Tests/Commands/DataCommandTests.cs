using System.Security.Cryptography;
using R1Workbook.Benchmarks;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Tests.Files;
using R1Workbook.Cli.Commands;

namespace R1Workbook.Cli.Tests.Commands;

public sealed class DataCommandTests : IDisposable
{
    private static readonly byte[] Rows = "{\"question\": \"1 + 1?\", \"answer\": \"#### 2\"}\n"u8.ToArray();
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Rows));
    private readonly string _folder = Directory.CreateTempSubdirectory("r1-data-").FullName;
    private readonly StringWriter _output = new(),
        _errors = new();

    private string Kept => Path.Combine(_folder, "gsm8k.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_goes_on_where_it_was_cut_and_then_says_that_the_hash_is_the_known_one(bool ranges)
    {
        using FileServer server = new(Rows, ranges, 20);
        BenchmarkEntry entry = Entry(server.Url, Hash);
        Assert.Equal(1, await DataCommand.GetAsync(entry, _folder, _output, _errors));
        Assert.Contains(
            $"By hand: {entry.File.ByHand}. Put it at {Kept}.",
            _errors.ToString(),
            StringComparison.Ordinal
        );
        Assert.Empty(_output.ToString());
        Assert.Equal(0, await DataCommand.GetAsync(entry, _folder, _output, _errors));
        Assert.Equal(Rows, File.ReadAllBytes(Kept));
        Assert.Contains("its hash is the known one", _output.ToString(), StringComparison.Ordinal);
        // What is there already is only checked.
        Assert.Equal(0, await DataCommand.GetAsync(entry, _folder, _output, _errors));
        Assert.Equal(2, server.Answers.Count);
    }

    [Fact]
    public async Task Get_keeps_nothing_that_has_another_hash_and_says_what_to_do()
    {
        using FileServer server = new(Rows, true);
        Assert.Equal(1, await DataCommand.GetAsync(Entry(server.Url, new string('0', 64)), _folder, _output, _errors));
        Assert.Empty(Directory.EnumerateFiles(_folder));
        Assert.Contains("It is not kept", _errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("By hand: ", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_says_what_to_do_where_nobody_answers()
    {
        Uri nobody;
        using (FileServer server = new(Rows, true))
            nobody = server.Url;
        Assert.Equal(1, await DataCommand.GetAsync(Entry(nobody, Hash), _folder, _output, _errors));
        Assert.Contains("cannot be fetched from", _errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("By hand: ", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_belongs_beside_a_file_is_fetched_too_and_its_absence_is_told()
    {
        using FileServer server = new(Rows, true);
        BenchmarkEntry entry = Entry(server.Url, Hash);
        entry = entry with
        {
            File = entry.File with
            {
                Afterwards = "Unpack it",
                Beside = [new BenchmarkFile("more.jsonl", entry.File.Download, "for more")],
            },
        };
        Assert.Equal(0, await DataCommand.GetAsync(entry, _folder, _output, _errors));
        Assert.True(File.Exists(Path.Combine(_folder, "more.jsonl")));
        Assert.Contains("Unpack it.", _output.ToString(), StringComparison.Ordinal);
        DataCommand.List(_output);
        Assert.Contains("beside it: df_gamed.csv, for --gamed", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("if-eval", "{\"key\": 1, \"prompt\": \"Hello\"}", "field \"instruction_id_list\" is missing")]
    [InlineData("alpaca-eval", "{\"output\": \"a\"}", "field \"instruction\" is missing")]
    [InlineData("gsm8k", "{\"question\": \"1 + 1?\"}", "one of the fields answer, ground_truth is expected")]
    public void Check_reads_the_rows_as_the_benchmark_does(string benchmark, string row, string problem)
    {
        string file = Path.Combine(_folder, "data.jsonl");
        File.WriteAllText(file, row + "\n");
        Assert.Equal(1, DataCommand.Check(benchmark, file, _folder, _output, _errors));
        Assert.Contains($"{file}, line 1: {problem}", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_says_that_a_file_is_not_the_one_that_get_downloads()
    {
        File.WriteAllBytes(Kept, Rows);
        Assert.Equal(1, DataCommand.Check("gsm8k", null, _folder, _output, _errors));
        Assert.Contains("1 rows can be read; the reported figure rests on 1319", _output.ToString());
        Assert.Contains($"it has the SHA-256 {Hash}, not 3730d312f6e3440559ace4", _errors.ToString());
    }

    private static BenchmarkEntry Entry(Uri url, string sha256) =>
        BenchmarkCatalogue.Find("gsm8k") with
        {
            File = new BenchmarkFile("gsm8k.jsonl", new PinnedDownload(url, sha256), "in its repository"),
        };
}
