using System.Text.Json.Nodes;

namespace R1Workbook.Packages.Tests;

/// <summary>A notebook with <c>#r "nuget: R1Workbook"</c>, run by a kernel that has no library of the workbook beside
/// it: what its cells call is the code of the packages.</summary>
[Collection(PackedFeed.Shared)]
public sealed class PackageNotebookTests(PackedFeed feed)
{
    private const string Verify = """
        using R1Workbook.Core.Verification;
        string.Join(' ', new[] { "0.5", "1/3" }.Select(x => MathVerifier.Verify("1/2", $"\\boxed{{{x}}}").IsCorrect))
        """;

    // Four answers to one prompt: where their rewards differ the weights move, and where all are equal nothing is
    // learned.
    private const string GrpoStep = """
        using R1Workbook.Core.Grpo;
        using R1Workbook.Core.Grpo.Advantages;
        using R1Workbook.Learning.Decoders;
        using R1Workbook.Learning.Randomness;
        using R1Workbook.Learning.Sampling;
        using R1Workbook.Learning.Training.Optimiser;
        using R1Workbook.Learning.Training.Policy;

        bool Moves(params double[] rewards)
        {
            using var policy = new Decoder(new DecoderConfig(50, 32, 1, 2, 1, 16, 64, 128), new Seed(1));
            using var optimizer = new AdamW(policy.Weights, new AdamWSettings());
            var sampling = new SamplingSettings { MaxTokens = 8 };
            var drawn = Sampler.Draw(policy, [[2, 3]], rewards.Length, sampling, new Seed(2));
            double[] advantages = GroupAdvantage.Of(rewards, rewards.Length);
            string before = policy.Fingerprint();
            new GrpoUpdate(policy, null, optimizer, new GrpoSettings { KlCoefficient = 0 })
                .Run([.. drawn.Select((completion, i) => new Rollout([2, 3], completion, advantages[i]))]);
            return policy.Fingerprint() != before;
        }
        $"{Moves(1, 0, 0, 1)} {Moves(1, 1, 1, 1)}"
        """;

    private const string Figure = """
        using R1Workbook.Figures;
        Plot.Lines("Reward", "step", "reward", ("run", [1.0, 2.0], [0.25, 0.5]))
        """;

    private const string Places = """
        var types = new[] { typeof(MathVerifier), typeof(Decoder), typeof(Plot) };
        string.Join('\n', types.Select(type => type.Assembly.Location))
        """;

    [Fact]
    public async Task It_verifies_takes_a_step_and_draws_with_the_code_of_the_feed()
    {
        JsonNode[] outputs = await RunAsync(
            $"#i \"nuget: {feed.Feed}\"\n#r \"nuget: R1Workbook, {feed.Version}\"",
            Verify,
            GrpoStep,
            Figure,
            Places
        );
        Assert.Equal("True False", Text(outputs[1]));
        Assert.Equal("True False", Text(outputs[2]));
        JsonNode figure = outputs[3][0]!["data"]!["application/vnd.plotly.v1+json"]!;
        Assert.Equal("[0.25,0.5]", figure["data"]![0]!["y"]!.ToJsonString());
        string[] places = Text(outputs[4]).Split('\n');
        foreach ((string place, string package) in places.Zip(["Core", "Learning", ""]))
        {
            string name = package.Length == 0 ? "R1Workbook" : $"R1Workbook.{package}";
            string installed = Path.Combine(feed.Folder, "installed", name.ToLowerInvariant(), feed.Version);
            Assert.Equal(Path.Combine(installed, "lib", "net10.0", name + ".dll"), place);
            // NuGet writes down where a package came from.
            string source = await File.ReadAllTextAsync(Path.Combine(installed, ".nupkg.metadata"));
            Assert.Equal(feed.Feed, (string)JsonNode.Parse(source)!["source"]!);
        }
    }

    [Fact]
    public void The_kernel_that_runs_it_has_no_library_of_the_workbook() =>
        Assert.Equal(
            ["R1Workbook.BareKernel.dll", "R1Workbook.Kernel.dll"],
            Directory
                .EnumerateFiles(Kernel, "*.dll")
                .Select(path => Path.GetFileName(path))
                .Where(name => name.StartsWith("R1Workbook", StringComparison.Ordinal) || name.Contains("Torch"))
                .Order(StringComparer.Ordinal)
        );

    private static string Kernel =>
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "R1Workbook.BareKernel", "release"));

    // The outputs of each cell.
    private async Task<JsonNode[]> RunAsync(params string[] cells)
    {
        string notebook = Path.Combine(feed.Folder, "package.ipynb"),
            output = Path.Combine(feed.Folder, "out");
        await File.WriteAllTextAsync(notebook, Notebook(cells));
        await feed.DotnetAsync(feed.Folder, Path.Combine(Kernel, "R1Workbook.BareKernel.dll"), notebook, output);
        JsonNode run = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(output, "package.ipynb")))!;
        return [.. run["cells"]!.AsArray().Select(cell => cell!["outputs"]!)];
    }

    private static string Text(JsonNode outputs)
    {
        JsonNode text = outputs[0]!["data"]!["text/plain"]!;
        return text is JsonArray lines ? string.Concat(lines.Select(line => (string)line!)) : (string)text!;
    }

    private static string Notebook(string[] cells) =>
        new JsonObject
        {
            ["cells"] = new JsonArray([.. cells.Select((source, i) => (JsonNode)Cell(source, i))]),
            ["metadata"] = new JsonObject(),
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        }.ToJsonString();

    private static JsonObject Cell(string source, int index) =>
        new()
        {
            ["cell_type"] = "code",
            ["execution_count"] = null,
            ["id"] = $"cell-{index}",
            ["metadata"] = new JsonObject(),
            ["outputs"] = new JsonArray(),
            ["source"] = source,
        };
}
