using System.Text.Json.Nodes;
using MathNet.Numerics.Statistics;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Sets.AlpacaEval;

/// <summary>
/// AlpacaEval 2.0: 805 instructions; a judge compares the model's output with a baseline's. Data: any file of the
/// instructions, such as a model_outputs.json; responses: annotations.json. Win rates are percentages, as the
/// leaderboard gives them.
/// </summary>
public sealed class AlpacaEvalBenchmark : IBenchmark
{
    /// <inheritdoc/>
    public string Id => "alpaca-eval";

    /// <inheritdoc/>
    public bool CanBeAsked => true;

    /// <summary>df_gamed.csv: the difficulty of each instruction and the gamed baselines, from which win rates are
    /// controlled for length.</summary>
    public Companion? Companion =>
        new("--gamed", "df_gamed.csv", "which the official length-controlled win rate needs");

    /// <inheritdoc/>
    public IEnumerable<IProblem>? Questions(string path) =>
        DataFile
            .Read(path, row => row.Text("instruction"))
            .Select((instruction, i) => new OpenQuestion($"{i}", instruction));

    /// <inheritdoc/>
    public ScoreReport Score(ScoreRequest request, CancellationToken cancellationToken = default)
    {
        request.RefuseK(Id);
        string[] instructions = [.. DataFile.Read(request.Data, row => row.Text("instruction"))];
        AlpacaAnnotation[] annotations = [.. AlpacaAnnotation.Read(request.Responses)];
        Check([.. instructions], annotations, request.Subset);
        AlpacaAnnotation[] judged = [.. annotations.Where(annotation => annotation.Win is not null)];
        double[] wins = [.. judged.Select(annotation => annotation.Win!.Value)];
        JsonObject metrics = new()
        {
            ["benchmark"] = Id,
            ["model"] = annotations[0].Model,
            ["questions"] = annotations.Length,
            ["without_preference"] = annotations.Length - judged.Length,
            ["win_rate"] = wins.Average() * 100,
            ["standard_error"] = wins.StandardDeviation() / Math.Sqrt(wins.Length) * 100,
            ["n_wins"] = wins.Count(win => win > 0.5),
            ["n_wins_base"] = wins.Count(win => win < 0.5),
            ["n_draws"] = wins.Count(win => win == 0.5),
            ["discrete_win_rate"] =
                wins.Average(win =>
                    win > 0.5 ? 1
                    : win == 0.5 ? 0.5
                    : 0
                ) * 100,
            ["avg_length"] = (int)annotations.Average(annotation => (double)annotation.Length),
        };
        AddLengthControlled(metrics, request.Companion, instructions, annotations);
        return new ScoreReport(
            metrics,
            annotations.Select(annotation => new JsonObject
            {
                ["id"] = annotation.Instruction,
                ["score"] = annotation.Win,
            })
        );
    }

    private static void AddLengthControlled(
        JsonObject metrics,
        string? gamed,
        string[] instructions,
        AlpacaAnnotation[] annotations
    )
    {
        double[] differences = [.. annotations.Select(annotation => (double)annotation.LengthDifference)];
        if (gamed is not null)
        {
            if (annotations.Count(annotation => annotation.Win is not null) < LengthControl.Folds)
            {
                throw new ScoringException(
                    $"the length-controlled win rate needs at least {LengthControl.Folds} annotations with a "
                        + "preference. Score without --gamed."
                );
            }
            metrics["length_controlled_winrate"] =
                Official(GamedBaselines.Read(gamed), gamed, instructions, annotations, differences) * 100;
            return;
        }
        double[] wins =
        [
            .. annotations.Where(annotation => annotation.Win is not null).Select(annotation => annotation.Win!.Value),
        ];
        double[] judged = [.. differences.Where((_, i) => annotations[i].Win is not null)];
        if (wins.Length >= LengthControl.Folds)
            metrics["length_controlled_without_difficulty"] = LengthControl.WinRate(wins, judged) * 100;
        metrics["length_control"] =
            "not the official figure: df_gamed.csv, with the difficulty of each instruction and the gamed "
            + "baselines, was not given (--gamed; r1 data get alpaca-eval). "
            + "Without it the regression on length and model alone can be points away: for gemma-7b-it it gives "
            + "13.00 where the leaderboard has 10.43.";
    }

    private static double Official(
        GamedBaselines gamed,
        string file,
        string[] instructions,
        AlpacaAnnotation[] annotations,
        double[] differences
    )
    {
        // By construction, as officially.
        if (annotations[0].Model == annotations[0].BaselineModel)
            return 0.5;
        Dictionary<string, int> places = [];
        for (int i = 0; i < instructions.Length; i++)
            places.TryAdd(instructions[i], i);
        double[] difficulties =
        [
            .. annotations.Select(annotation =>
                gamed.Difficulties.TryGetValue(places[annotation.Instruction], out double difficulty)
                    ? difficulty
                    : throw new DataFileException(
                        file,
                        0,
                        $"it has no row with index {places[annotation.Instruction]}, the place of an instruction in "
                            + $"the data: data and file do not belong together."
                    )
            ),
        ];
        return LengthControl.WinRate(
            [.. annotations.Select(annotation => annotation.Win)],
            differences,
            difficulties,
            gamed.Rows
        );
    }

    private static void Check(HashSet<string> instructions, AlpacaAnnotation[] annotations, bool subset)
    {
        if (annotations.All(annotation => annotation.Win is null))
            throw new ScoringException("there is no annotation with a preference.");
        if (annotations.FirstOrDefault(annotation => annotation.Model != annotations[0].Model) is { } other)
        {
            throw new ScoringException(
                $"{other.Place}: the model is \"{other.Model}\", and \"{annotations[0].Model}\" before: score one "
                    + $"model at a time."
            );
        }

        HashSet<string> seen = [];
        foreach (AlpacaAnnotation annotation in annotations)
        {
            string start =
                annotation.Instruction.Length <= 60 ? annotation.Instruction : annotation.Instruction[..60] + "...";
            if (!instructions.Contains(annotation.Instruction))
                throw new ScoringException($"{annotation.Place}: the instruction \"{start}\" is not in the data.");
            if (!seen.Add(annotation.Instruction))
            {
                throw new ScoringException(
                    $"{annotation.Place}: the instruction \"{start}\" has another annotation already."
                );
            }
        }
        if (seen.Count < instructions.Count && !subset)
        {
            throw new ScoringException(
                $"{instructions.Count - seen.Count} of {instructions.Count} instructions have no annotation. A rate "
                    + $"over the others would not be the benchmark's."
            );
        }
    }
}
