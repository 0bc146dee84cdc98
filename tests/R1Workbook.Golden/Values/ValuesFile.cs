using System.Text.Json.Nodes;
using R1Workbook.Core.Grpo;

namespace R1Workbook.Golden.Tests.Values;

/// <summary>values.json, which values.py beside it writes: right values that no code of the workbook
/// computed.</summary>
internal static class ValuesFile
{
    public static JsonNode Root { get; } = JsonNode.Parse(File.ReadAllText(Of("values.json")))!;

    /// <summary>A file of this folder.</summary>
    public static string Of(string name) => RepositoryFolder.Of("tests", "R1Workbook.Golden", "Values", name);

    public static JsonNode Measure(string name) => Root["measures"]![name]!;

    /// <summary>[N] A row of numbers.</summary>
    public static double[] Row(JsonNode? node) => [.. node!.AsArray().Select(value => (double)value!)];

    /// <summary>[M][N] Rows of numbers.</summary>
    public static double[][] Rows(JsonNode? node) => [.. node!.AsArray().Select(Row)];

    /// <summary>A row of whole numbers.</summary>
    public static int[] Integers(JsonNode? node) => [.. node!.AsArray().Select(value => (int)value!)];

    /// <summary>[B][T] The completion mask of a batch.</summary>
    public static bool[][] Mask(JsonNode batch) =>
        [.. Rows(batch["mask"]).Select(row => row.Select(kept => kept != 0).ToArray())];

    /// <summary>A batch as the losses take it.</summary>
    public static GrpoBatch Batch(string name)
    {
        JsonNode batch = Root["batches"]![name]!;
        return new GrpoBatch(
            Rows(batch["log_probs"]),
            Row(batch["advantages"]),
            Mask(batch),
            Rows(batch["old"]),
            Rows(batch["ref"])
        );
    }

    /// <summary>Fails where two numbers differ by more than 1e-9, or by more than 1e-9 of the expected one where that
    /// is above 1.</summary>
    public static void Close(double expected, double actual, string what) =>
        Assert.True(
            Math.Abs(expected - actual) <= 1e-9 * Math.Max(1, Math.Abs(expected)),
            FormattableString.Invariant($"{what}: {actual:R} is not {expected:R}")
        );

    /// <summary>Fails where two rows differ in length or in a number.</summary>
    public static void Close(IReadOnlyList<double> expected, IReadOnlyList<double> actual, string what)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int i = 0; i < expected.Count; i++)
            Close(expected[i], actual[i], FormattableString.Invariant($"{what}[{i}]"));
    }

    /// <summary>Fails where two tables differ in shape or in a number.</summary>
    public static void Close(double[][] expected, double[][] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Close(expected[i], actual[i], FormattableString.Invariant($"{what}[{i}]"));
    }
}
