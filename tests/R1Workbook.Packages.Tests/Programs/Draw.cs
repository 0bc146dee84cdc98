using R1Workbook.Figures;

Console.WriteLine(Plot.Lines("Reward", "step", "reward", ("run", [1, 2], [0.25, 0.5])).ToPlotlyJson());
