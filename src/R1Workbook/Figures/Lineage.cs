namespace R1Workbook.Figures;

/// <summary>How one model comes from another: the family of DeepSeek-R1 as a diagram.</summary>
public static class Lineage
{
    private const double HalfWidth = 0.42,
        HalfHeight = 0.28;

    private sealed record Node(string Label, string Detail, double X, double Y, int Kind);

    private static readonly Dictionary<string, Node> Nodes = new()
    {
        ["base"] = new("DeepSeek-<br>V3-Base", "Pre-trained base model, 671B parameters, 37B active", 0, 1, 0),
        ["zero"] = new("R1-Zero", "Pure RL from the base: accuracy and format rewards, no SFT", 1.3, 2, 0),
        ["cold"] = new(
            "cold-start<br>data",
            "Thousands of long chains of thought, from R1-Zero's outputs, filtered, refined and checked by people",
            2.6,
            2,
            2
        ),
        ["dev1"] = new("R1-Dev1", "SFT of V3-Base on the cold-start data", 2.6, 1, 1),
        ["dev2"] = new("R1-Dev2", "GRPO with accuracy, format and language-consistency rewards", 3.9, 1, 1),
        ["data"] = new(
            "800k<br>samples",
            "About 600k reasoning samples by rejection sampling from the RL checkpoint, about 200k others",
            5.2,
            1,
            2
        ),
        ["dev3"] = new("R1-Dev3", "SFT of V3-Base again, not of Dev2, on the 800k samples", 5.2, 0, 1),
        ["r1"] = new("DeepSeek-<br>R1", "RL for all scenarios: rules, helpfulness and harmlessness", 6.5, 0, 0),
        ["distilled"] = new("distilled<br>models", "SFT only: Qwen2.5 1.5B, 7B, 14B, 32B and Llama 8B, 70B", 6.5, 1, 0),
    };

    private static readonly (string From, string To, string Label)[] Edges =
    [
        ("base", "zero", "pure RL"),
        ("zero", "cold", "filter"),
        ("cold", "dev1", ""),
        ("base", "dev1", "SFT"),
        ("dev1", "dev2", "RL"),
        ("dev2", "data", "filter"),
        ("data", "dev3", ""),
        ("base", "dev3", "SFT of V3-Base again"),
        ("dev3", "r1", "RL"),
        ("data", "distilled", "SFT"),
    ];

    /// <summary>
    /// V3-Base, R1-Zero, the checkpoints Dev1 to Dev3, R1 and the distilled models, and what leads from one to the next
    /// (DeepSeek-R1, v1 sections 2.2 to 2.4; the names Dev1 to Dev3 are those of v2, Figure 2).
    /// </summary>
    public static Figure Figure()
    {
        string[] kinds = ["published model", "checkpoint", "data"];
        return new Figure("How DeepSeek-R1 was made")
        {
            X = new Axis("", Min: -0.55, Max: 7.05, Visible: false),
            Y = new Axis("", Min: -0.45, Max: 2.45, Visible: false),
            Height = 360,
            Source = "DeepSeek-R1, arXiv 2501.12948: v1 sections 2.2 to 2.4; names of the checkpoints from v2",
            Series = [.. kinds.Select((kind, index) => Boxes(kind, index))],
            Arrows = [.. Edges.Select(edge => Between(Nodes[edge.From], Nodes[edge.To], edge.Label))],
        };
    }

    private static Series Boxes(string kind, int index)
    {
        Node[] nodes = [.. Nodes.Values.Where(node => node.Kind == index)];
        return new Series(SeriesKind.Boxes, kind, [.. nodes.Select(node => (double?)node.Y)])
        {
            X = [.. nodes.Select(node => node.X)],
            Labels = [.. nodes.Select(node => node.Label)],
            Details = [.. nodes.Select(node => node.Detail)],
        };
    }

    // From border to border: along the axis on which the boxes are further apart.
    private static Arrow Between(Node from, Node to, string label)
    {
        double dx = to.X - from.X,
            dy = to.Y - from.Y;
        return dx != 0
            ? new Arrow(from.X + HalfWidth, from.Y, to.X - HalfWidth, to.Y, label)
            : new Arrow(from.X, from.Y + Math.Sign(dy) * HalfHeight, to.X, to.Y - Math.Sign(dy) * HalfHeight, label);
    }
}
