using R1Workbook.Learning.Decoders;

namespace R1Workbook.Learning.Tests.Decoders;

/// <summary>A decoder written out in loops of doubles from parameters by name, as the model cards say it: what the
/// tensors are held against.</summary>
internal static class PlainDecoder
{
    /// <summary>The scores of the token after the last.</summary>
    public static double[] LastLogits(Decoder decoder, int[] ids)
    {
        float[] all = decoder.CopyWeights();
        double[] Of(string name)
        {
            Parameter parameter = decoder.Layout.Parameters.Single(p => p.Name == name);
            return [.. all.AsSpan((int)parameter.Offset, (int)parameter.Size).ToArray().Select(value => (double)value)];
        }
        DecoderConfig c = decoder.Config;
        double[] embedding = Of("model.embed_tokens.weight");
        double[][] h = [.. ids.Select(id => embedding[(id * c.Width)..((id + 1) * c.Width)])]; // [T][D]
        for (int layer = 0; layer < c.Layers; layer++)
        {
            string prefix = $"model.layers.{layer}.";
            double[] inputNorm = Of(prefix + "input_layernorm.weight"),
                postNorm = Of(prefix + "post_attention_layernorm.weight");
            double[][] Project(string name, int heads, bool turn)
            {
                double[] weight = Of($"{prefix}self_attn.{name}_proj.weight");
                double[]? bias = c.AttentionBias ? Of($"{prefix}self_attn.{name}_proj.bias") : null,
                    norm = c.HeadNorm && turn ? Of($"{prefix}self_attn.{name}_norm.weight") : null;
                return
                [
                    .. h.Select(
                        (x, t) =>
                        {
                            double[] y = Times(weight, Norm(x, inputNorm, c.NormEpsilon));
                            if (bias is not null)
                            {
                                for (int i = 0; i < y.Length; i++)
                                    y[i] += bias[i];
                            }
                            return y.Chunk(c.HeadWidth)
                                .SelectMany(head =>
                                {
                                    double[] normed = norm is null ? head : Norm(head, norm, c.NormEpsilon);
                                    return turn ? Turn(normed, t, c, ids.Length) : normed;
                                })
                                .ToArray();
                        }
                    ),
                ];
            }
            double[][] query = Project("q", c.Heads, true),
                key = Project("k", c.KeyValueHeads, true),
                value = Project("v", c.KeyValueHeads, false);
            double[] output = Of(prefix + "self_attn.o_proj.weight");
            double[][] attended =
            [
                .. h.Select(
                    (_, t) =>
                        Enumerable
                            .Range(0, c.Heads)
                            .SelectMany(head =>
                            {
                                int from = head / (c.Heads / c.KeyValueHeads) * c.HeadWidth;
                                double[] scores =
                                [
                                    .. Enumerable
                                        .Range(0, t + 1)
                                        .Select(s =>
                                            Enumerable
                                                .Range(0, c.HeadWidth)
                                                .Sum(i => query[t][head * c.HeadWidth + i] * key[s][from + i])
                                            / Math.Sqrt(c.HeadWidth)
                                        ),
                                ];
                                double[] weights = [.. scores.Select(score => Math.Exp(score - scores.Max()))];
                                return Enumerable
                                    .Range(0, c.HeadWidth)
                                    .Select(i =>
                                        weights.Select((w, s) => w * value[s][from + i]).Sum() / weights.Sum()
                                    );
                            })
                            .ToArray()
                ),
            ];
            h = [.. h.Select((x, t) => Plus(x, Times(output, attended[t])))];
            double[] gate = Of(prefix + "mlp.gate_proj.weight"),
                up = Of(prefix + "mlp.up_proj.weight"),
                down = Of(prefix + "mlp.down_proj.weight");
            h =
            [
                .. h.Select(x =>
                {
                    double[] normed = Norm(x, postNorm, c.NormEpsilon);
                    return Plus(
                        x,
                        Times(
                            down,
                            [.. Times(gate, normed).Zip(Times(up, normed), (g, u) => g / (1 + Math.Exp(-g)) * u)]
                        )
                    );
                }),
            ];
        }
        return Times(
            c.UntiedHead ? Of("lm_head.weight") : embedding,
            Norm(h[^1], Of("model.norm.weight"), c.NormEpsilon)
        );
    }

    private static double[] Turn(double[] head, int position, DecoderConfig c, int length)
    {
        double[] frequencies = RotaryPositions.Frequencies(c.HeadWidth, c.RopeBase, c.RopeScaling, length),
            turned = new double[c.HeadWidth];
        (int half, double size) = (c.HeadWidth / 2, c.RopeScaling?.Magnitude ?? 1);
        for (int i = 0; i < half; i++)
        {
            (double sine, double cosine) = Math.SinCos(position * frequencies[i]);
            turned[i] = size * (head[i] * cosine - head[half + i] * sine);
            turned[half + i] = size * (head[half + i] * cosine + head[i] * sine);
        }
        return turned;
    }

    private static double[] Norm(double[] x, double[] scale, double epsilon)
    {
        double root = Math.Sqrt(x.Sum(value => value * value) / x.Length + epsilon);
        return [.. x.Zip(scale, (value, s) => value / root * s)];
    }

    private static double[] Plus(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];

    private static double[] Times(double[] matrix, double[] x) =>
        [
            .. Enumerable
                .Range(0, matrix.Length / x.Length)
                .Select(row => x.Select((value, i) => matrix[row * x.Length + i] * value).Sum()),
        ];
}
