using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Benchmarks.Sets.Drop;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Tests.Sets.Drop;

public sealed class DropExamplesTests : IDisposable
{
    private const string Data =
        """{"context": "Passage: One hen.\nQuestion: How many hens?\nAnswer:", "completion": " 1", "ref_text": "1"}""";
    private readonly string _folder = Directory.CreateTempSubdirectory("r1-drop-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Three_examples_are_drawn_as_python_draws_them()
    {
        // random.Random(42): sample(range(77400), 3), three times.
        PythonRandom random = new(42);
        Assert.Equal(
            [14592, 3278, 36048, 32098, 29256, 18289, 13434, 71482, 11395],
            Enumerable.Range(0, 3).SelectMany(_ => random.Sample(77_400, 3))
        );
    }

    [Theory]
    [InlineData("drop_v0_dev.jsonl", "drop_v0_train.jsonl")]
    [InlineData("drop.jsonl", "drop-train.jsonl")]
    public void The_training_file_beside_the_data_gives_the_examples_of_the_prompt(string data, string training)
    {
        string path = Path.Combine(_folder, data);
        File.WriteAllLines(path, [Data, Data]);
        Assert.DoesNotContain(
            "# Examples",
            DropQuestion.Read(path).First().Prompt(PromptStyle.R1),
            StringComparison.Ordinal
        );
        File.WriteAllLines(
            Path.Combine(_folder, training),
            Enumerable
                .Range(0, 30)
                .Select(i => $$"""{"context": "Example {{i}}.", "completion": " {{i}}", "ref_text": "{{i}}"}""")
        );
        string[] prompts = [.. DropQuestion.Read(path).Select(question => question.Prompt(PromptStyle.R1))];
        int[] drawn = new PythonRandom(42).Sample(30, 3);
        Assert.StartsWith(
            "You will be asked to read a passage and answer a question. Some examples of passages and Q&A are "
                + "provided below.\n\n# Examples"
                + string.Concat(drawn.Select(i => $"\n---\nExample {i}.  {i}\n"))
                + "\n# Your Task\n\n---\nPassage: One hen.",
            prompts[0],
            StringComparison.Ordinal
        );
        Assert.NotEqual(prompts[0], prompts[1]);
    }

    [Fact]
    public void A_training_file_with_too_few_examples_is_named()
    {
        File.WriteAllText(Path.Combine(_folder, "dev.jsonl"), Data);
        File.WriteAllText(Path.Combine(_folder, "train.jsonl"), Data);
        IProblem question = DropQuestion.Read(Path.Combine(_folder, "dev.jsonl")).Single();
        Assert.Contains(
            "it has 1 examples, and 3 are shown",
            Assert.Throws<DataFileException>(() => question.Prompt(PromptStyle.R1)).Message,
            StringComparison.Ordinal
        );
    }
}
