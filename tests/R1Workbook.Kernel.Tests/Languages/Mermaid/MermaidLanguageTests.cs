using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Languages.Mermaid;
using R1Workbook.Kernel.Languages.Mermaid.Flowcharts;
using R1Workbook.Kernel.Languages.Mermaid.Syntax;

namespace R1Workbook.Kernel.Tests.Languages.Mermaid;

public sealed class MermaidLanguageTests
{
    [Theory]
    [InlineData("flowchart TD\nA[Start] --> B{Ready?}\nB -- yes --> C((Go))\nB -->|no| A", "Start,Ready?,yes,Go,no")]
    [InlineData("graph LR; a-->b & c; b ==> d; c -.-> d; subgraph g [Group]; d --> e; end", "a,b,c,d,e,Group")]
    [InlineData(
        "stateDiagram-v2\n[*] --> Idle\nIdle --> Busy : work\nstate Busy {\n[*] --> Deep\n}\nnote right of Idle: waits",
        "Idle,Busy,work,Deep,waits"
    )]
    [InlineData(
        "sequenceDiagram\nparticipant A as Alice\nA->>+B: hi\nloop daily\nB-->>-A: hello\nend\nNote over A,B: done",
        "Alice,B,hi,loop,[daily],hello,done"
    )]
    [InlineData(
        "pie showData title Rewards\n\"accuracy\" : 3\n\"format\" : 1",
        "Rewards,accuracy [3],format [1],75%,25%"
    )]
    [InlineData("timeline\ntitle History\n2024 : V3\n2025 : R1 : paper", "History,2024,V3,2025,R1,paper")]
    public async Task A_diagram_is_drawn_with_all_its_texts(string source, string texts)
    {
        (XElement svg, string plain) = await Draw(source);

        string[] drawn = [.. svg.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];
        Assert.All(texts.Split(','), text => Assert.Contains(text, drawn));
        Assert.Equal(source, plain);
    }

    [Fact]
    public void Nodes_lie_apart_and_in_layers()
    {
        Flowchart chart = Parse("flowchart TD\nA --> B & C & D\nB --> E\nC --> E\nD --> E\nA --> E\nE --> A");
        FlowchartLayout.Arrange(chart);
        FlowNode[] nodes = [.. chart.Root.Children];

        Assert.All(
            nodes,
            a =>
                Assert.All(
                    nodes.Where(b => b != a),
                    b =>
                        Assert.True(
                            Math.Abs(a.X - b.X) >= (a.Width + b.Width) / 2
                                || Math.Abs(a.Y - b.Y) >= (a.Height + b.Height) / 2,
                            $"{a.Id} lies on {b.Id}"
                        )
                )
        );
        double Y(string id) => nodes.Single(n => n.Id == id).Y;
        Assert.True(Y("A") < Y("B") && Y("B") == Y("C") && Y("C") == Y("D") && Y("D") < Y("E"));
    }

    [Theory]
    [InlineData("TD", 0, 1)]
    [InlineData("BT", 0, -1)]
    [InlineData("LR", 1, 0)]
    [InlineData("RL", -1, 0)]
    public void Edges_lead_in_the_direction(string direction, int x, int y)
    {
        Flowchart chart = Parse($"flowchart {direction}\nA --> B");
        FlowchartLayout.Arrange(chart);
        (FlowNode a, FlowNode b) = (chart.Root.Children[0], chart.Root.Children[1]);

        Assert.Equal((x, y), (Math.Sign(Math.Round(b.X - a.X)), Math.Sign(Math.Round(b.Y - a.Y))));
    }

    [Fact]
    public void Crossings_are_avoided_where_they_can_be()
    {
        Flowchart chart = Parse("flowchart TD\na --> y\nb --> x\na --> z\nc --> y");
        FlowchartLayout.Arrange(chart);
        List<(double, double)> edges = [.. chart.Edges.Select(e => (e.From.X, e.To.X))];

        Assert.DoesNotContain(edges, e => edges.Any(f => (e.Item1 - f.Item1) * (e.Item2 - f.Item2) < 0));
    }

    [Fact]
    public void Groups_hold_their_nodes()
    {
        Flowchart chart = Parse("flowchart LR\nsubgraph g [Group]\nA --> B\nend\nB --> C\nC --> g");
        FlowchartLayout.Arrange(chart);
        FlowNode group = chart.Root.Children.Single(n => n.IsGroup);

        Assert.Equal(["A", "B"], group.Children.Select(n => n.Id));
        Assert.All(
            group.Children,
            n =>
                Assert.True(
                    Math.Abs(n.X - group.X) + (n.Width / 2) <= group.Width / 2
                        && Math.Abs(n.Y - group.Y) + (n.Height / 2) <= group.Height / 2
                )
        );
    }

    [Fact]
    public void Links_and_shapes_are_read()
    {
        Flowchart chart = Parse(
            "flowchart TD\nA([s]) <--> B[(db)]\nB --x C>flag]\nC o--o D[[sub]]\nD -. dotted .-> E{{hex}}\nE == "
                + "thick ==> F[/lean/]\nF ~~~ G[\\\"a; b\"\\]\nG ---> A"
        );

        Assert.Equal(
            [
                FlowShape.Stadium,
                FlowShape.Cylinder,
                FlowShape.Flag,
                FlowShape.Subroutine,
                FlowShape.Hexagon,
                FlowShape.LeanRight,
                FlowShape.LeanLeft,
            ],
            chart.Root.Children.Select(n => n.Shape)
        );
        Assert.Equal(
            ["arrow/arrow", "/cross", "circle/circle", "/arrow", "/arrow", "/", "/arrow"],
            chart.Edges.Select(e => $"{e.Tail}/{e.Head}")
        );
        Assert.Equal(
            [
                FlowLine.Solid,
                FlowLine.Solid,
                FlowLine.Solid,
                FlowLine.Dotted,
                FlowLine.Thick,
                FlowLine.Invisible,
                FlowLine.Solid,
            ],
            chart.Edges.Select(e => e.Line)
        );
        Assert.Equal(("dotted", "thick", 2), (chart.Edges[3].Label, chart.Edges[4].Label, chart.Edges[6].Length));
    }

    [Fact]
    public async Task Styles_reach_the_drawing()
    {
        (XElement svg, _) = await Draw(
            "flowchart TD\nA:::hot --> B\nclassDef hot fill:#abcdef,stroke:rgb(1, 2, 3)\nstyle B fill:#fedcba"
        );

        string[] fills = [.. svg.Descendants().Select(e => (string?)e.Attribute("fill")).OfType<string>()];
        Assert.Contains("#abcdef", fills);
        Assert.Contains("#fedcba", fills);
    }

    [Theory]
    [InlineData("\n\nflowchart TD\nA --> B\nA -- yes B", 5, "expected the end of a link")]
    [InlineData("flowchart TD\nA[open", 2, "expected ']'")]
    [InlineData("flowchart TD\nA -->", 2, "expected the name of a node")]
    [InlineData("flowchart TD\nsubgraph x\nA", 2, "never closed")]
    [InlineData("flowchart TD\nend", 2, "closes nothing")]
    [InlineData("flowchart XY\nA", 1, "is no direction")]
    [InlineData("sequenceDiagram\nA says B", 2, "Expected a message")]
    [InlineData("sequenceDiagram\nloop x\nA->>B: y", 2, "never closed")]
    [InlineData("stateDiagram-v2\nA -> B", 2, "Expected a transition")]
    [InlineData("pie\n\"a\" : -1", 2, "expected \"label\" : number")]
    [InlineData("", 1, "empty")]
    public async Task An_error_tells_the_line_and_what_was_expected(string source, int line, string why)
    {
        using var mermaid = new MermaidLanguage();

        CellError? error = (await mermaid.RunAsync(source, "In[1]", default)).Error;

        Assert.Equal(line, error?.Line);
        Assert.Contains(why, error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_type_that_is_not_drawn_shows_its_source_and_says_which_are()
    {
        using var mermaid = new MermaidLanguage();

        var content = (ShownContent)(await mermaid.RunAsync("gantt\ntitle x", "In[1]", default)).Value!;

        Assert.Contains("sequenceDiagram", content.Bundle["text/plain"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.StartsWith(
            "<pre><code>gantt",
            content.Bundle["text/html"]!.GetValue<string>(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_large_chart_is_drawn_in_time_and_within_its_frame()
    {
        string edges = string.Join(
            '\n',
            Enumerable
                .Range(1, 150)
                .Select(i => string.Create(CultureInfo.InvariantCulture, $"n{i / 2} --> n{i}\nn{i} --> n{i * 7 % 151}"))
        );
        (XElement svg, _) = await Draw("flowchart TD\n" + edges);

        double width = double.Parse(svg.Attribute("width")!.Value, CultureInfo.InvariantCulture);
        Assert.All(
            svg.Descendants().Where(e => e.Name.LocalName == "text"),
            t => Assert.InRange(double.Parse(t.Attribute("x")!.Value, CultureInfo.InvariantCulture), 0, width)
        );
    }

    private static Flowchart Parse(string source) => FlowchartParser.Parse(MermaidSource.Parse(source));

    private static async Task<(XElement Svg, string Plain)> Draw(string source)
    {
        using var mermaid = new MermaidLanguage();
        Evaluation evaluation = await mermaid.RunAsync(source, "In[1]", default);
        Assert.True(evaluation.Error is null, evaluation.Error?.Message);
        var content = (ShownContent)evaluation.Value!;
        string html = content.Bundle["text/html"]!.GetValue<string>();
        Assert.Equal(html, content.Bundle["image/svg+xml"]!.GetValue<string>());
        Assert.DoesNotMatch(new Regex("NaN|Infinity"), html);
        return (XElement.Parse(html), content.Bundle["text/plain"]!.GetValue<string>());
    }
}
