namespace R1Workbook.Figures;

/// <content>The legend, in as many rows as it needs.</content>
internal sealed partial class SvgPicture
{
    private void DrawLegend()
    {
        double at = _left,
            row = _figure.Height - LegendLine * (LegendRows() - 1) - 8;
        foreach ((int index, Series series) in LegendEntries())
        {
            double width = 26 + 6.6 * series.Name.Length;
            if (at + width > _figure.Width - Right && at > _left)
                (at, row) = (_left, row + LegendLine);
            Line(
                series.Dashed
                    ? $"<line x1=\"{N(at - 2)}\" x2=\"{N(at + 13)}\" y1=\"{N(row - 4)}\" y2=\"{N(row - 4)}\" "
                        + $"stroke=\"{ColourOf(series, index)}\" stroke-width=\"2\" stroke-dasharray=\"6 3\"/>"
                    : $"<rect x=\"{N(at)}\" y=\"{N(row - 9)}\" width=\"11\" height=\"11\" "
                        + $"fill=\"{ColourOf(series, index)}\"/>"
            );
            Text(at + 16, row, series.Name, anchor: "start");
            at += width;
        }
    }

    private int LegendRows()
    {
        double at = _left;
        int rows = 1;
        foreach ((_, Series series) in LegendEntries())
        {
            double width = 26 + 6.6 * series.Name.Length;
            if (at + width > _figure.Width - Right && at > _left)
                (at, rows) = (_left, rows + 1);
            at += width;
        }
        return rows;
    }

    private (int Index, Series Series)[] LegendEntries()
    {
        (int, Series)[] entries =
        [
            .. _figure.Series.Index().Where(entry => entry.Item.Kind != SeriesKind.Boxes && entry.Item.Name.Length > 0),
        ];
        return entries.Length > 1 ? entries : [];
    }
}
