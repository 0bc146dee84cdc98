namespace R1Workbook.Kernel.Languages.Mermaid.Flowcharts;

/// <summary>Places the ordered vertices: each near the mean of its neighbours, none over another.</summary>
internal static class CoordinateAssignment
{
    private const double Between = 36;
    private const double BetweenPassing = 18;
    private const double BetweenLayers = 38;
    private const int Rounds = 24;

    /// <summary>Sets all coordinates.</summary>
    /// <returns>The size of the drawing.</returns>
    public static (double Width, double Height) Place(LayerGraph graph)
    {
        double y = 0;
        foreach (List<LayerVertex> layer in graph.Layers)
        {
            double height = layer.Max(v => v.Height);
            layer.ForEach(v => v.Y = y + (height / 2));
            y += height + BetweenLayers;
            Align(layer, v => 0, v => 1);
        }

        for (int round = 0; round < Rounds; round++)
        {
            bool down = round % 2 == 0;
            bool last = round >= Rounds - 4;
            foreach (List<LayerVertex> layer in down ? graph.Layers : graph.Layers.AsEnumerable().Reverse())
            {
                Align(
                    layer,
                    v =>
                        Desired(
                            v,
                            last ? [.. v.Above, .. v.Below]
                                : down ? v.Above
                                : v.Below
                        ),
                    v => v.IsPlaceholder ? 3 : 1
                );
            }
        }

        double left = graph.Layers.SelectMany(l => l).Min(v => v.X - (v.Width / 2));
        double right = graph.Layers.SelectMany(l => l).Max(v => v.X + (v.Width / 2));
        foreach (LayerVertex vertex in graph.Layers.SelectMany(l => l))
        {
            vertex.X -= left;
        }

        return (right - left, y - BetweenLayers);
    }

    private static double Desired(LayerVertex vertex, List<LayerVertex> neighbours)
    {
        double weight = 0;
        double sum = 0;
        foreach (LayerVertex n in neighbours)
        {
            // Placeholder under placeholder: a long link is to run straight.
            double w = n.IsPlaceholder && vertex.IsPlaceholder ? 4 : 1;
            weight += w;
            sum += w * n.X;
        }

        return weight > 0 ? sum / weight : vertex.X;
    }

    // Least squares under the order with minimum distances: isotonic regression by pooling adjacent violators.
    private static void Align(
        List<LayerVertex> layer,
        Func<LayerVertex, double> desired,
        Func<LayerVertex, double> weight
    )
    {
        var pools = new List<(double Sum, double Weight, int Count)>();
        double[] offsets = new double[layer.Count];
        for (int i = 0; i < layer.Count; i++)
        {
            offsets[i] = i == 0 ? 0 : offsets[i - 1] + Distance(layer[i - 1], layer[i]);
            double w = weight(layer[i]);
            (double Sum, double Weight, int Count) pool = (w * (desired(layer[i]) - offsets[i]), w, 1);
            while (pools.Count > 0 && pools[^1].Sum / pools[^1].Weight > pool.Sum / pool.Weight)
            {
                pool = (pool.Sum + pools[^1].Sum, pool.Weight + pools[^1].Weight, pool.Count + pools[^1].Count);
                pools.RemoveAt(pools.Count - 1);
            }

            pools.Add(pool);
        }

        int next = 0;
        foreach ((double sum, double total, int count) in pools)
        {
            for (int i = 0; i < count; i++, next++)
            {
                layer[next].X = (sum / total) + offsets[next];
            }
        }
    }

    private static double Distance(LayerVertex left, LayerVertex right) =>
        ((left.Width + right.Width) / 2) + (left.IsPlaceholder || right.IsPlaceholder ? BetweenPassing : Between);
}
