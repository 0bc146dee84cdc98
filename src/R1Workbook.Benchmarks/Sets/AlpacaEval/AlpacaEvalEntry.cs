namespace R1Workbook.Benchmarks.Sets.AlpacaEval;

/// <summary>AlpacaEval 2.0 (Dubois et al. 2024, arXiv 2404.04475).</summary>
internal static class AlpacaEvalEntry
{
    public static BenchmarkEntry Entry { get; } =
        new(new AlpacaEvalBenchmark())
        {
            Name = "AlpacaEval 2.0",
            PaperRow = "AlpacaEval2.0 (LC-winrate)",
            Metric = "length-controlled win rate",
            Size = 805,
            Licence = "CC BY-NC 4.0: not for commercial use",
            File = BenchmarkFile.At(
                "alpaca-eval.json",
                "https://raw.githubusercontent.com/tatsu-lab/alpaca_eval/"
                    + "cd543a149df89434d8a54582c0151c0b945c3d20/results/gpt4_1106_preview/model_outputs.json",
                "83db546b872ddebee8965fd05fa48461ee3c32bc695c62fb57f2d214ff741ec4",
                "in github.com/tatsu-lab/alpaca_eval, results"
            ) with
            {
                Beside =
                [
                    BenchmarkFile.At(
                        "df_gamed.csv",
                        "https://huggingface.co/datasets/tatsu-lab/alpaca_eval/resolve/"
                            + "2edc6fad8be6b14ea7230aabfd08188da6b8b814/df_gamed.csv",
                        "97aeec3f1c7de6dee6fd31fe66f1702623f4614c3efe1c6fc5f4927cd5fd674d",
                        "for --gamed: without it the length-controlled win rate is not the official one"
                    ),
                ],
            },
            Responses = "annotations.json of the judge",
            Judge = PreferenceAnnotator.Protocol,
        };
}
