using Parquet.Serialization;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Sets.Aime2024;
using R1Workbook.Benchmarks.Sets.MmluPro;
using R1Workbook.Benchmarks.Sets.SweVerified;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Tests.Files;

/// <summary>The benchmarks that come as Parquet, in files of their official columns that the test writes.</summary>
public sealed class OfficialParquetTests : IDisposable
{
    private readonly string _file = Path.ChangeExtension(Path.GetTempFileName(), ".parquet");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task MmluPro_has_a_list_of_options_and_passes_over_those_that_are_none()
    {
        await Write([
            new MmluProRow
            {
                question_id = 70,
                question = "Which?",
                options = ["a", "b", "N/A"],
                answer = "B",
                answer_index = 1,
                category = "law",
                src = "own",
            },
        ]);
        MmluProQuestion question = Assert.IsType<MmluProQuestion>(MmluProQuestion.Read(_file).Single());
        Assert.Equal(("70", 2, "B", "law"), (question.Id, question.Options.Count, question.Answer, question.Category));
        await Refused(() => MmluProQuestion.Read(_file).Count());
    }

    [Fact]
    public async Task SweBench_has_its_lists_of_tests_as_json_within_text()
    {
        await Write([
            new SweBenchRow
            {
                instance_id = "toy__a-1",
                repo = "toy/a",
                problem_statement = "It fails.",
                FAIL_TO_PASS = "[\"t::a\", \"t::b\"]",
                PASS_TO_PASS = "[]",
            },
        ]);
        SweBenchInstance instance = SweBenchInstance.Read(_file).Single();
        Assert.Equal(
            ("toy__a-1", "toy/a", 2, 0),
            (instance.Id, instance.Repository, instance.FailToPass.Count, instance.PassToPass.Count)
        );
        await Refused(() => SweBenchInstance.Read(_file).Count());
    }

    [Fact]
    public async Task Aime_has_numbers_for_ids_and_texts_for_answers()
    {
        await Write([
            new AimeRow
            {
                id = 60,
                problem = "How many?",
                answer = "025",
            },
        ]);
        IProblem question = AimeProblem.Read(_file).Single();
        Assert.Equal(("60", 1), (question.Id, question.Judge(new Response("\\boxed{25}")).Credit));
        await Write([
            new AimeRow
            {
                id = 60,
                problem = "How many?",
                answer = "many",
            },
        ]);
        Assert.Contains(
            "row 1: field \"answer\" should be a whole number from 0 to 999",
            Assert.Throws<DataFileException>(() => AimeProblem.Read(_file).Count()).Message,
            StringComparison.Ordinal
        );
        await Refused(() => AimeProblem.Read(_file).Count());
    }

    // Cut anywhere, for its index stands at the end; and without a column.
    private async Task Refused(Func<int> read)
    {
        byte[] whole = File.ReadAllBytes(_file);
        foreach (int left in (int[])[3, whole.Length / 2, whole.Length - 1])
        {
            File.WriteAllBytes(_file, whole[..left]);
            Assert.Matches(
                @"\.parquet: no Parquet file.*cut short",
                Assert.Throws<DataFileException>(() => read()).Message
            );
        }
        await Write([new OtherRow { other = "x" }]);
        Assert.Matches(
            @"\.parquet, row 1: .*the row has other",
            Assert.Throws<DataFileException>(() => read()).Message
        );
    }

    private async Task Write<T>(T[] rows)
    {
        using MemoryStream stream = new();
        await ParquetSerializer.SerializeAsync(rows, stream);
        File.WriteAllBytes(_file, stream.ToArray());
    }

#pragma warning disable IDE1006 // The columns of the official files.
    private sealed class MmluProRow
    {
        public long question_id { get; set; }

        public string question { get; set; } = "";

        public List<string> options { get; set; } = [];

        public string answer { get; set; } = "";

        public long answer_index { get; set; }

        public string category { get; set; } = "";

        public string src { get; set; } = "";
    }

    private sealed class SweBenchRow
    {
        public string instance_id { get; set; } = "";

        public string repo { get; set; } = "";

        public string problem_statement { get; set; } = "";

        public string FAIL_TO_PASS { get; set; } = "";

        public string PASS_TO_PASS { get; set; } = "";
    }

    private sealed class AimeRow
    {
        public long id { get; set; }

        public string problem { get; set; } = "";

        public string answer { get; set; } = "";
    }

    private sealed class OtherRow
    {
        public string other { get; set; } = "";
    }
#pragma warning restore IDE1006
}
