using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Languages.Mermaid.Flowcharts;
using R1Workbook.Kernel.Languages.Mermaid.Sequences;
using R1Workbook.Kernel.Languages.Mermaid.Syntax;

namespace R1Workbook.Kernel.Languages.Mermaid;

/// <summary>Draws Mermaid diagrams as SVG, without a browser or a network.</summary>
internal sealed class MermaidLanguage : ICellLanguage
{
    private static readonly Dictionary<string, Func<MermaidSource, string>> Drawers = new(StringComparer.Ordinal)
    {
        ["flowchart"] = source => FlowchartSvg.Draw(FlowchartParser.Parse(source)),
        ["graph"] = source => FlowchartSvg.Draw(FlowchartParser.Parse(source)),
        ["stateDiagram"] = source => FlowchartSvg.Draw(StateDiagramParser.Parse(source)),
        ["stateDiagram-v2"] = source => FlowchartSvg.Draw(StateDiagramParser.Parse(source)),
        ["sequenceDiagram"] = source => SequenceSvg.Draw(SequenceParser.Parse(source)),
        ["pie"] = PieChart.Draw,
        ["timeline"] = Timeline.Draw,
    };

    public string Name => "mermaid";

    public Task<Evaluation> RunAsync(string code, string fileName, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult(new Evaluation(true, new ShownContent(Bundle(code)), null));
        }
        catch (CellException e)
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"{fileName}({e.Line},1): {e.Message}");
            return Task.FromResult(
                new Evaluation(
                    false,
                    null,
                    new CellError(CellErrorKind.Invalid, "MermaidError", e.Message, e.Line, [place])
                )
            );
        }
    }

    public void Dispose() { }

    private static JsonObject Bundle(string code)
    {
        MermaidSource source = MermaidSource.Parse(code);
        string text = code.Trim('\n');
        if (!Drawers.TryGetValue(source.Kind.TrimEnd(':'), out Func<MermaidSource, string>? draw))
        {
            string note =
                $"'{source.Kind}' is not drawn offline{ClosestName.Question(source.Kind, Drawers.Keys)} Drawn are: "
                + $"{string.Join(", ", Drawers.Keys)}.";
            return new JsonObject
            {
                ["text/html"] =
                    $"<pre><code>{WebUtility.HtmlEncode(text)}</code></pre>"
                    + $"<p><small>{WebUtility.HtmlEncode(note)}</small></p>",
                ["text/plain"] = text + "\n" + note,
            };
        }

        string svg = draw(source);
        return new JsonObject
        {
            ["text/html"] = svg,
            ["image/svg+xml"] = svg,
            ["text/plain"] = text,
        };
    }
}
