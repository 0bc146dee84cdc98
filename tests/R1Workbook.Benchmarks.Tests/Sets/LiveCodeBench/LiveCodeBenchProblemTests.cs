using System.IO.Compression;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Sets.LiveCodeBench;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Tests.Sets.LiveCodeBench;

public sealed class LiveCodeBenchProblemTests : IDisposable
{
    private readonly string _file = Path.ChangeExtension(Path.GetTempFileName(), ".jsonl");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Private_tests_are_read_from_a_pickle_and_a_pickle_of_something_else_is_named()
    {
        // pickle.dumps of the text [{"input": "1", "output": "2", "testtype": "stdin"}], protocol 4.
        byte[] text = """[{"input": "1", "output": "2", "testtype": "stdin"}]"""u8.ToArray();
        LiveCodeBenchProblem problem = Read(Packed([0x80, 4, 0x8c, (byte)text.Length, .. text, 0x94, 0x2e]));
        Assert.Equal([new LiveCodeBenchTest("3", "4", false), new LiveCodeBenchTest("1", "2", false)], problem.Tests);
        DataFileException refused = Assert.Throws<DataFileException>(() => Read(Packed([0x80, 4, 0x5d, 0x94, 0x2e])));
        Assert.Contains("line 1: field \"private_test_cases\": ", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData((byte)'\n')]
    [InlineData((byte)'a')]
    public void Private_tests_that_unpack_to_more_than_any_official_ones_are_refused(byte filling)
    {
        byte[] bomb = new byte[1 << 20];
        bomb.AsSpan().Fill(filling);
        var error = Assert.Throws<FormatException>(() => PickledText.Read(Packed(bomb), most: bomb.Length - 1));
        Assert.Contains("more than", error.Message, StringComparison.Ordinal);
    }

    [SharedCheck("files")]
    public static void A_file_that_only_names_its_tests_judges_nothing_without_recorded_verdicts()
    {
        IProblem problem = LiveCodeBenchFile
            .Read(SharedFiles.Find("datasets/livecodebench/livecodebench_v5.qwq.jsonl"))
            .First();
        Assert.Contains(
            "has no tests in the data file",
            Assert
                .Throws<InvalidOperationException>(() => problem.Judge(new Response("```python\nprint(1)\n```")))
                .Message,
            StringComparison.Ordinal
        );
        Assert.Equal(1, problem.Judge(new Response("```python\nprint(1)\n```") { Passed = true }).Credit);
    }

    [Fact]
    public void The_prompt_of_r1_is_its_own()
    {
        LiveCodeBenchProblem problem = new(
            "q",
            "Add two numbers.",
            "",
            DateTime.UnixEpoch,
            "atcoder",
            "easy",
            [],
            null
        );
        Assert.StartsWith(
            "You will be given a question (problem specification)",
            problem.Prompt(PromptStyle.R1),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "\n\nQuestion: Add two numbers.\n\nRead the inputs from stdin",
            problem.Prompt(PromptStyle.R1),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "You are an expert Python programmer.",
            problem.Prompt(PromptStyle.Official),
            StringComparison.Ordinal
        );
    }

    private LiveCodeBenchProblem Read(string pickled)
    {
        File.WriteAllText(
            _file,
            new System.Text.Json.Nodes.JsonObject
            {
                ["question_id"] = "q",
                ["question_content"] = "Add one.",
                ["starter_code"] = "",
                ["contest_date"] = "2024-09-01T00:00:00",
                ["platform"] = "atcoder",
                ["difficulty"] = "easy",
                ["public_test_cases"] = """[{"input": "3", "output": "4", "testtype": "stdin"}]""",
                ["private_test_cases"] = pickled,
                ["metadata"] = "{}",
            }.ToJsonString()
        );
        return (LiveCodeBenchProblem)LiveCodeBenchFile.Read(_file).Single();
    }

    private static string Packed(byte[] pickle)
    {
        using MemoryStream stream = new();
        using (ZLibStream zlib = new(stream, CompressionMode.Compress, leaveOpen: true))
            zlib.Write(pickle);
        return Convert.ToBase64String(stream.ToArray());
    }
}
