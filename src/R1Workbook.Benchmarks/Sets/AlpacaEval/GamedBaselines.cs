using System.Globalization;
using System.Text.Json;
using R1Workbook.Benchmarks.Files;

namespace R1Workbook.Benchmarks.Sets.AlpacaEval;

/// <summary>What the judge preferred where the baseline itself was told to be long or short.</summary>
/// <param name="Index">The place of the instruction, from 0.</param>
/// <param name="Win">The preference for that output, 0 to 1; null where there is none.</param>
/// <param name="StandardisedLength">The standardised difference in length.</param>
/// <param name="Difficulty">How difficult the instruction is, the same in all rows of one instruction.</param>
public sealed record GamedBaseline(int Index, double? Win, double StandardisedLength, double Difficulty);

/// <summary>
/// df_gamed.csv of the data set tatsu-lab/alpaca_eval on Hugging Face: two runs of a baseline that was told to be long
/// or short, which keep the coefficient of length from taking on what is the model's, and the difficulty of each
/// instruction (glm_winrate.py).
/// </summary>
/// <param name="Rows">The rows, in the order of the file.</param>
/// <param name="Difficulties">The difficulty of each instruction by its place.</param>
public sealed record GamedBaselines(IReadOnlyList<GamedBaseline> Rows, IReadOnlyDictionary<int, double> Difficulties)
{
    /// <summary>The rows {index, preference, std_delta_len, instruction_difficulty, not_gamed_baseline} of the
    /// file.</summary>
    /// <exception cref="DataFileException">The file is missing, a row is not in the format, or is of a baseline that
    /// was told nothing.</exception>
    public static GamedBaselines Read(string path)
    {
        GamedBaseline[] rows =
        [
            .. DataFile.Read(
                path,
                row =>
                {
                    if (row.Id("not_gamed_baseline") is not ("False" or "false" or "0" or "0.0"))
                    {
                        throw row.Wrong(
                            "not_gamed_baseline",
                            "False: every row is of a baseline that was told to be long or short"
                        );
                    }
                    double? win = IsEmpty(row, "preference") ? null : Number(row, "preference");
                    if (win is < 0 or > 1)
                        throw row.Wrong("preference", "a number from 0 to 1");
                    return new GamedBaseline(
                        (int)Number(row, "index"),
                        win,
                        Number(row, "std_delta_len"),
                        Number(row, "instruction_difficulty")
                    );
                }
            ),
        ];
        Dictionary<int, double> difficulties = [];
        foreach (GamedBaseline row in rows)
            difficulties.TryAdd(row.Index, row.Difficulty);
        return new GamedBaselines(rows, difficulties);
    }

    private static bool IsEmpty(DataRow row, string name) =>
        !row.IsGiven(name)
        || (row.Fields.GetProperty(name).ValueKind == JsonValueKind.String && row.Text(name) is "" or "nan" or "NaN");

    private static double Number(DataRow row, string name) =>
        double.TryParse(row.Id(name), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        && double.IsFinite(number)
            ? number
            : throw row.Wrong(name, "a number");
}
