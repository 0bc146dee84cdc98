using System.Globalization;
using System.Net;
using System.Text;

namespace R1Workbook.Figures;

/// <summary>Draws a <see cref="Figure"/> as a plain SVG picture: no script, no font, no network; readable on light and
/// dark pages.</summary>
internal sealed class SvgPicture
{
    private const double Right = 16,
        Top = 40,
        Bottom = 46,
        LegendLine = 20;
    private readonly StringBuilder _svg = new();
    private readonly Figure _figure;
    private readonly AxisScale _x;
    private readonly AxisScale _y;
    private readonly string[] _categories;
    private readonly bool _slanted; // names of categories that would run into each other
    private readonly double _left,
        _bottom;

    private SvgPicture(Figure figure)
    {
        this._figure = figure;
        Series[] drawn = [.. figure.Series];
        _categories = [.. drawn.SelectMany(series => series.Categories).Distinct()];
        double legend = LegendEntries().Length > 0 ? LegendLine * LegendRows() : 0;
        bool boxes = drawn.Any(series => series.Kind == SeriesKind.Boxes),
            bars = drawn.Any(series => series.Kind == SeriesKind.Bars);
        double marginX = boxes || _categories.Length > 0 ? 0.5 : 0;
        double name = 6 * _categories.Select(category => category.Length).DefaultIfEmpty().Max(),
            slot = (figure.Width - 62 - Right) / Math.Max(_categories.Length, 1);
        _slanted = _categories.Length > 6 && name > slot;
        // A slanted name ends below its place and begins to the left of it: the first must not leave the picture.
        _left = _slanted ? Math.Max(62, 6.8 * _categories[0].Length * 0.82 - slot / 2 + 8) : 62;
        _bottom = _slanted ? Bottom + name * 0.57 - 4 : Bottom;
        _x = AxisScale.Fit(
            figure.X,
            drawn.SelectMany(Positions),
            _left,
            figure.Width - Right,
            marginX,
            fromZero: false
        );
        _y = AxisScale.Fit(
            figure.Y,
            drawn.SelectMany(Heights),
            figure.Height - _bottom - legend,
            Top,
            boxes ? 0.5 : 0,
            fromZero: bars
        );
    }

    /// <summary>The picture as an <c>svg</c> element.</summary>
    public static string Draw(Figure figure) => new SvgPicture(figure).Draw();

    private string Draw()
    {
        Line(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {_figure.Width} {_figure.Height}\" role=\"img\" "
                + $"aria-label=\"{Escape(_figure.Title)}\" "
                + $"style=\"max-width:100%;width:{_figure.Width}px;height:auto;font-family:system-ui,sans-serif\">"
        );
        Text(_figure.Width / 2.0, 20, _figure.Title, size: 15, anchor: "middle");
        DrawAxes();
        foreach (Arrow arrow in _figure.Arrows)
            DrawArrow(arrow);
        int bars = _figure.Series.Count(series => series.Kind == SeriesKind.Bars),
            bar = 0;
        foreach ((int index, Series series) in _figure.Series.Index())
        {
            string colour = ColourOf(series, index);
            switch (series.Kind)
            {
                case SeriesKind.Bars:
                    DrawBars(series, colour, bar++, bars);
                    break;
                case SeriesKind.Band:
                    DrawBand(series, colour);
                    break;
                case SeriesKind.Boxes:
                    DrawBoxes(series, colour);
                    break;
                case SeriesKind.Line:
                    DrawLine(series, colour);
                    DrawIntervals(series, 0);
                    break;
                default:
                    DrawPoints(series, colour);
                    DrawIntervals(series, 0);
                    break;
            }
        }
        DrawLegend();
        Line("</svg>");
        return _svg.ToString();
    }

    private void DrawAxes()
    {
        if (_figure.Y.Visible)
        {
            foreach (double tick in _y.Ticks())
            {
                Line(
                    $"<line x1=\"{_left}\" x2=\"{_figure.Width - Right}\" y1=\"{N(_y.At(tick))}\" "
                        + $"y2=\"{N(_y.At(tick))}\" stroke=\"{Palette.Ink}\" stroke-opacity=\"0.25\"/>"
                );
                Text(_left - 6, _y.At(tick) + 4, AxisScale.Label(tick), anchor: "end");
            }
            Text(16, (_y.Start + _y.End) / 2, _figure.Y.Title, size: 12, anchor: "middle", rotation: -90);
        }
        if (!_figure.X.Visible)
            return;
        if (_categories.Length > 0)
        {
            foreach ((int index, string category) in _categories.Index())
            {
                Text(
                    _x.At(index),
                    _y.Start + 16,
                    category,
                    anchor: _slanted ? "end" : "middle",
                    rotation: _slanted ? -35 : 0
                );
            }
        }
        else
        {
            foreach (double tick in _x.Ticks())
                Text(_x.At(tick), _y.Start + 16, AxisScale.Label(tick), anchor: "middle");
        }
        Text((_x.Start + _x.End) / 2, _y.Start + _bottom - 10, _figure.X.Title, size: 12, anchor: "middle");
    }

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

    private void DrawArrow(Arrow arrow)
    {
        double fromX = _x.At(arrow.FromX),
            fromY = _y.At(arrow.FromY),
            toX = _x.At(arrow.ToX),
            toY = _y.At(arrow.ToY);
        double angle = Math.Atan2(toY - fromY, toX - fromX);
        string Head(double turn) => $"{N(toX - 8 * Math.Cos(angle + turn))},{N(toY - 8 * Math.Sin(angle + turn))}";
        Line(
            $"<path d=\"M{N(fromX)} {N(fromY)}L{N(toX)} {N(toY)}\" stroke=\"{Palette.Ink}\" "
                + $"stroke-width=\"1.5\"/><polygon points=\"{N(toX)},{N(toY)} {Head(0.4)} {Head(-0.4)}\" "
                + $"fill=\"{Palette.Ink}\"/>"
        );
        if (arrow.Label.Length == 0)
            return;
        bool upright = Math.Abs(toX - fromX) < 1,
            steep = !upright && Math.Abs(toY - fromY) > Math.Abs(toX - fromX);
        // On a slope the label begins or ends at the middle, on the side that the line leaves free.
        string anchor =
            upright || toY > fromY + 1 ? "start"
            : toY < fromY - 1 ? "end"
            : "middle";
        Text(
            (fromX + toX) / 2
                + (
                    upright ? 6
                    : steep ? -6
                    : 0
                ),
            (fromY + toY) / 2 + (upright || steep ? 3 : -6),
            arrow.Label,
            size: 10.5,
            anchor: anchor
        );
    }

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

    private IEnumerable<double> Positions(Series series) =>
        series.Categories.Count > 0 ? series.Categories.Select(category => (double)Array.IndexOf(_categories, category))
        : series.X.Count > 0 ? series.X
        : Enumerable.Range(0, series.Y.Count).Select(index => (double)index);

    private static IEnumerable<double> Heights(Series series) =>
        series
            .Y.Concat(series.Low)
            .Concat(series.High)
            .Where(value => value is not null && double.IsFinite(value.Value))
            .Select(value => value!.Value);

    private static string Hint(Series series, int index, double value) =>
        $"<title>{Escape(index < series.Labels.Count ? series.Labels[index] : $"{series.Name}: {AxisScale.Label(value)}")}</title>";

    private static string ColourOf(Series series, int index) => series.Colour ?? Palette.Colour(index);

    private void Text(
        double at,
        double height,
        string text,
        double size = 11,
        string anchor = "start",
        double rotation = 0,
        string colour = Palette.Ink
    )
    {
        string turn = rotation == 0 ? "" : $" transform=\"rotate({N(rotation)} {N(at)} {N(height)})\"";
        Line(
            $"<text x=\"{N(at)}\" y=\"{N(height)}\" font-size=\"{N(size)}\" text-anchor=\"{anchor}\" "
                + $"fill=\"{colour}\"{turn}>{Escape(text)}</text>"
        );
    }

    private void Line(string text) => _svg.Append(text).Append('\n');

    private static string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
