namespace R1Workbook.Kernel.Languages.Mermaid.Flowcharts;

/// <summary>Orders the vertices of each layer by the barycentre of their neighbours, down and up in turn, and keeps the
/// best order found.</summary>
internal static class CrossingReduction
{
    private const int Sweeps = 12;

    /// <summary>Orders all layers.</summary>
    public static void Order(LayerGraph graph)
    {
        List<LayerVertex[]> best = [.. graph.Layers.Select(l => l.ToArray())];
        int fewest = Crossings(graph);
        for (int sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
        {
            bool down = sweep % 2 == 0;
            IEnumerable<List<LayerVertex>> layers = down
                ? graph.Layers.Skip(1)
                : graph.Layers.AsEnumerable().Reverse().Skip(1);
            foreach (List<LayerVertex> layer in layers)
            {
                Sort(layer, v => down ? v.Above : v.Below);
            }

            int crossings = Crossings(graph);
            if (crossings < fewest)
            {
                fewest = crossings;
                best = [.. graph.Layers.Select(l => l.ToArray())];
            }
        }

        for (int i = 0; i < best.Count; i++)
        {
            graph.Layers[i].Clear();
            graph.Layers[i].AddRange(best[i]);
            Number(graph.Layers[i]);
        }
    }

    private static void Sort(List<LayerVertex> layer, Func<LayerVertex, List<LayerVertex>> neighbours)
    {
        List<LayerVertex> sorted =
        [
            .. layer
                .OrderBy(v => neighbours(v) is { Count: > 0 } n ? n.Average(o => o.Order) : v.Order)
                .ThenBy(v => v.Order),
        ];
        layer.Clear();
        layer.AddRange(sorted);
        Number(layer);
    }

    private static void Number(List<LayerVertex> layer)
    {
        for (int i = 0; i < layer.Count; i++)
        {
            layer[i].Order = i;
        }
    }

    private static int Crossings(LayerGraph graph)
    {
        int crossings = 0;
        foreach (List<LayerVertex> layer in graph.Layers)
        {
            List<(int Upper, int Lower)> links = [.. layer.SelectMany(v => v.Below.Select(b => (v.Order, b.Order)))];
            for (int i = 0; i < links.Count; i++)
            {
                for (int j = i + 1; j < links.Count; j++)
                {
                    crossings += (links[i].Upper - links[j].Upper) * (links[i].Lower - links[j].Lower) < 0 ? 1 : 0;
                }
            }
        }

        return crossings;
    }
}
