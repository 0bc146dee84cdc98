using System.Globalization;
using System.Text;

namespace R1Workbook.Figures;

/// <content>The series: lines, points, bars, intervals, bands and boxes.</content>
internal sealed partial class SvgPicture
{
    private void DrawLine(Series series, string colour)
    {
        var path = new StringBuilder();
        bool pen = false;
        foreach ((double position, double? height) in Positions(series).Zip(series.Y))
        {
            // A missing value lifts the pen: nothing is drawn that was not measured.
            if (height is double value)
                path.Append(CultureInfo.InvariantCulture, $"{(pen ? 'L' : 'M')}{N(_x.At(position))} {N(_y.At(value))}");
            pen = height is not null;
        }
        string dash = series.Dashed ? " stroke-dasharray=\"6 4\"" : "";
        Line($"<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"{dash}/>");
        if (series.Y.Count <= 30 && !series.Dashed)
            DrawPoints(series, colour, 2.6);
    }

    private void DrawPoints(Series series, string colour, double radius = 4)
    {
        foreach (
            ((double position, double? height), int index) in Positions(series)
                .Zip(series.Y)
                .Select((point, index) => (point, index))
        )
        {
            if (height is double value)
            {
                Line(
                    $"<circle cx=\"{N(_x.At(position))}\" cy=\"{N(_y.At(value))}\" r=\"{N(radius)}\" "
                        + $"fill=\"{colour}\">{Hint(series, index, value)}</circle>"
                );
            }
        }
    }

    private void DrawBars(Series series, string colour, int bar, int bars)
    {
        double slot = Math.Abs(_x.At(1) - _x.At(0)) * 0.8,
            width = slot / bars;
        double offset = -slot / 2 + bar * width;
        foreach (
            ((double position, double? height), int index) in Positions(series)
                .Zip(series.Y)
                .Select((point, index) => (point, index))
        )
        {
            if (height is not double value)
                continue;
            double top = _y.At(Math.Max(value, 0)),
                foot = _y.At(Math.Min(value, 0));
            Line(
                $"<rect x=\"{N(_x.At(position) + offset)}\" y=\"{N(top)}\" width=\"{N(width * 0.94)}\" "
                    + $"height=\"{N(Math.Max(foot - top, 0.5))}\" fill=\"{colour}\">{Hint(series, index, value)}</rect>"
            );
        }
        DrawIntervals(series, offset + width * 0.47);
    }

    private void DrawIntervals(Series series, double offset)
    {
        foreach (((double position, double? low), double? high) in Positions(series).Zip(series.Low).Zip(series.High))
        {
            if (low is not double from || high is not double to)
                continue;
            double at = _x.At(position) + offset;
            Line(
                $"<path d=\"M{N(at)} {N(_y.At(from))}V{N(_y.At(to))}M{N(at - 4)} {N(_y.At(from))}h8M{N(at - 4)} "
                    + $"{N(_y.At(to))}h8\" stroke=\"{Palette.Ink}\" fill=\"none\" stroke-width=\"1.3\"/>"
            );
        }
    }

    private void DrawBand(Series series, string colour)
    {
        (double At, double Low, double High)[] points =
        [
            .. Positions(series)
                .Zip(series.Low, series.High)
                .Where(p => p.Second is not null && p.Third is not null)
                .Select(p => (p.First, p.Second!.Value, p.Third!.Value)),
        ];
        IEnumerable<string> border = points
            .Select(p => $"{N(_x.At(p.At))},{N(_y.At(p.High))}")
            .Concat(points.Reverse().Select(p => $"{N(_x.At(p.At))},{N(_y.At(p.Low))}"));
        Line($"<polygon points=\"{string.Join(' ', border)}\" fill=\"{colour}\" fill-opacity=\"0.2\"/>");
    }

    private void DrawBoxes(Series series, string colour)
    {
        double width = Math.Abs(_x.At(0.84) - _x.At(0)),
            height = Math.Abs(_y.At(0.56) - _y.At(0));
        foreach (
            ((double position, double? at), int index) in Positions(series)
                .Zip(series.Y)
                .Select((point, index) => (point, index))
        )
        {
            double left = _x.At(position) - width / 2,
                top = _y.At(at!.Value) - height / 2;
            string detail = index < series.Details.Count ? series.Details[index] : series.Labels[index];
            Line(
                $"<g><title>{Escape(detail)}</title><rect x=\"{N(left)}\" y=\"{N(top)}\" width=\"{N(width)}\" "
                    + $"height=\"{N(height)}\" rx=\"7\" fill=\"{colour}\"/>"
            );
            string[] lines = series.Labels[index].Split("<br>");
            foreach ((int row, string line) in lines.Index())
            {
                Text(
                    left + width / 2,
                    top + height / 2 + 4 + (row - (lines.Length - 1) / 2.0) * 14,
                    line,
                    anchor: "middle",
                    colour: "#fff"
                );
            }

            Line("</g>");
        }
    }

    private static string Hint(Series series, int index, double value)
    {
        string hint = index < series.Labels.Count ? series.Labels[index] : $"{series.Name}: {AxisScale.Label(value)}";
        return $"<title>{Escape(hint)}</title>";
    }
}
