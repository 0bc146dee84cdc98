using R1Workbook.Benchmarks.Files;

namespace R1Workbook.Benchmarks.Sets.AlpacaEval;

/// <summary>What the judge of AlpacaEval 2.0 preferred for one instruction (tatsu-lab/alpaca_eval,
/// annotations.json).</summary>
/// <param name="Place">Where the row stands, for errors.</param>
/// <param name="Instruction">The instruction.</param>
/// <param name="Baseline">The baseline's output, output_1.</param>
/// <param name="Output">The model's output, output_2.</param>
/// <param name="Model">The model, generator_2.</param>
/// <param name="BaselineModel">The baseline, generator_1; empty where the file does not say.</param>
/// <param name="Preference">1 where the baseline is preferred, 2 where the model is, and what is between; null where
/// the judge gave none.</param>
public sealed record AlpacaAnnotation(
    string Place,
    string Instruction,
    string Baseline,
    string Output,
    string Model,
    string BaselineModel,
    double? Preference
)
{
    /// <summary>The preference for the model, 0 to 1; an undecided 0 counts as a draw, as in the official
    /// code.</summary>
    public double? Win => Preference is { } preference ? (preference == 0 ? 1.5 : preference) - 1 : null;

    /// <summary>How many characters (code points) the baseline's output is longer.</summary>
    public int LengthDifference => Characters(Baseline) - Length;

    /// <summary>How many characters (code points) the model's output has.</summary>
    public int Length => Characters(Output);

    /// <summary>The annotations of a file.</summary>
    /// <exception cref="DataFileException">The file is missing, a row is not in the format, or a preference is not
    /// within 1 to 2.</exception>
    public static IEnumerable<AlpacaAnnotation> Read(string path) =>
        DataFile.Read(
            path,
            row =>
            {
                double? preference = row.IsGiven("preference") ? row.Number("preference") : null;
                if (preference is not (null or 0 or (>= 1 and <= 2)))
                {
                    throw row.Wrong(
                        "preference",
                        "a number from 1 (the baseline is better) to 2 (the model is better)"
                    );
                }

                return new AlpacaAnnotation(
                    $"{row.File}, {row.Unit} {row.Line}",
                    row.Text("instruction"),
                    row.Text("output_1"),
                    row.Text("output_2"),
                    row.Text("generator_2"),
                    row.TextOrNull("generator_1") ?? "",
                    preference
                );
            }
        );

    // Python counts code points.
    private static int Characters(string text) => text.Length - text.Count(char.IsLowSurrogate);
}
