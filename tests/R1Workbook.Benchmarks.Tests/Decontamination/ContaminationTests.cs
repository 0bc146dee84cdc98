using System.IO.Compression;
using R1Workbook.Benchmarks.Decontamination;
using R1Workbook.Benchmarks.Files;

namespace R1Workbook.Benchmarks.Tests.Decontamination;

public sealed class ContaminationTests : IDisposable
{
    private const string Train = "A train leaves at noon and travels sixty miles in one hour before it stops.";
    private readonly string _folder = Directory.CreateTempSubdirectory("r1-contamination-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Rows_that_share_ten_words_are_found_with_the_words_and_counted_on_both_sides()
    {
        TextSet training = Lines(
            "train.jsonl",
            $$"""{"id": "t0", "text": "Word problem: a train leaves at noon and TRAVELS sixty   miles in one hour."}""",
            """{"id": "t1", "text": "Nothing of the kind stands here, whatever one may think of it at first."}""",
            """{"id": "t2", "text": "short"}"""
        );
        TextSet benchmark = Lines(
            "test.jsonl",
            $$"""{"unique_id": "q0", "problem": "{{Train}}"}""",
            """{"unique_id": "q1", "problem": "Another one that is not in the training set at all, and long."}"""
        );
        Contamination contamination = new(training, benchmark);
        SharedNgrams pair = Assert.Single(contamination.Pairs());
        Assert.Equal(("t0", "q0"), (pair.A.Id, pair.B.Id));
        Assert.EndsWith("train.jsonl, line 1", pair.A.Place, StringComparison.Ordinal);
        // "hour." with its full stop is another word than "hour".
        Assert.Equal(
            [
                "a train leaves at noon and travels sixty miles in",
                "train leaves at noon and travels sixty miles in one",
            ],
            pair.Ngrams
        );
        Assert.Equal(
            (new SetContamination(3, 1, 1), new SetContamination(2, 0, 1)),
            (contamination.A, contamination.B)
        );
    }

    [Fact]
    public void Which_set_is_larger_changes_nothing_but_the_order()
    {
        TextSet few = Lines("few.jsonl", $$"""{"prompt": "{{Train}}"}""");
        TextSet many = Lines(
            "many.jsonl",
            [
                .. Enumerable
                    .Range(0, 50)
                    .Select(i =>
                        i % 10 == 3
                            ? Train
                            : $"Number {i} of many rows that have nothing to do with any other row but their form."
                    )
                    .Select(prompt => $$"""{"prompt": "{{prompt}}"}"""),
            ]
        );
        Contamination forth = new(few, many),
            back = new(many, few);
        string[] expected = ["4", "14", "24", "34", "44"];
        Assert.Equal(expected, forth.Pairs().Select(pair => pair.B.Id));
        Assert.Equal(expected, back.Pairs().Select(pair => pair.A.Id));
        Assert.Equal((forth.A, forth.B), (back.B, back.A));
    }

    [Fact]
    public void The_length_of_the_run_counts()
    {
        TextSet first = Text("a.txt", "one two three four five"),
            second = Text("b.txt", "zero one two three four", "");
        Assert.Equal(["one two three four"], Assert.Single(new Contamination(first, second, 4).Pairs()).Ngrams);
        Assert.Empty(new Contamination(first, second, 5).Pairs());
        Assert.Throws<ArgumentOutOfRangeException>(() => new Contamination(first, second, 0).Pairs().Count());
    }

    [Fact]
    public void A_benchmark_is_compared_by_its_questions_and_not_by_its_prompts()
    {
        TextSet mmlu = new(Path.Combine(RepositoryFolder.Samples("mmlu"), "mmlu.csv"), "mmlu");
        Assert.Equal("A cart rolls 12 m in 4 s at constant speed. What is its speed?", mmlu.Read().First().Text);
        // All of MMLU's prompts begin alike; its questions do not.
        Assert.Equal(
            mmlu.Read().Count(row => row.Text.Split(' ').Length >= 10),
            new Contamination(mmlu, mmlu).Pairs().Count()
        );
        Assert.Equal(mmlu, TextSet.Parse($"mmlu={mmlu.Path}"));
        Assert.Throws<KeyNotFoundException>(() => TextSet.Parse($"mmul={mmlu.Path}"));
    }

    [Fact]
    public void A_packed_file_is_read_and_a_missing_field_or_a_cut_file_is_named()
    {
        string packed = Path.Combine(_folder, "a.jsonl.gz");
        using (GZipStream stream = new(File.Create(packed), CompressionMode.Compress))
        {
            using StreamWriter writer = new(stream);
            for (int i = 0; i < 5000; i++)
                writer.WriteLine($$"""{"body": "row {{i}} {{i * 7919 % 5000}}"}""");
        }
        Assert.Equal(5000, new TextSet(packed, Field: "body").Read().Count());
        Assert.Contains(
            "line 1: one of the fields problem",
            Assert.Throws<DataFileException>(() => new TextSet(packed).Read().Count()).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "line 1: field \"text\" is missing; the row has body",
            Assert.Throws<DataFileException>(() => new TextSet(packed, Field: "text").Read().Count()).Message,
            StringComparison.Ordinal
        );
        File.WriteAllBytes(packed, File.ReadAllBytes(packed)[..^3000]);
        Assert.Contains(
            "cut short",
            Assert.Throws<DataFileException>(() => new TextSet(packed, Field: "body").Read().Count()).Message,
            StringComparison.Ordinal
        );
    }

    [SharedCheck("files")]
    [SharedRow("math-500=math500/test.jsonl", "math-500=math500/math500_test.rasbt.json", 500)]
    public static void The_same_set_in_two_files_is_found_row_by_row(string a, string b, int rows)
    {
        Contamination contamination = new(Shared(a), Shared(b));
        SharedNgrams[] pairs = [.. contamination.Pairs()];
        Assert.Equal((rows, rows), (contamination.A!.Rows, contamination.B!.Rows));
        Assert.Equal(rows, contamination.A.Contaminated + contamination.A.Short);
        Assert.Equal(rows - contamination.A.Short, pairs.Count(pair => pair.A.Id == pair.B.Id));
    }

    private static TextSet Shared(string argument) =>
        new(SharedFiles.Find("datasets/" + argument.Split('=')[1]), argument.Split('=')[0]);

    private TextSet Lines(string name, params string[] rows)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllLines(path, rows);
        return new TextSet(path);
    }

    private TextSet Text(string name, params string[] lines) => Lines(name, lines);
}
