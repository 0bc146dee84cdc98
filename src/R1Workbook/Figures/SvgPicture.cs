using System.Globalization;
using System.Net;
using System.Text;

namespace R1Workbook.Figures;

/// <summary>Draws a <see cref="Figure"/> as a plain SVG picture: no script, no font, no network; readable on light and
/// dark pages.</summary>
internal sealed partial class SvgPicture
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
        _figure = figure;
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
