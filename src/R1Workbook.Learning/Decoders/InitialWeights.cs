using MathNet.Numerics.Distributions;
using R1Workbook.Learning.Randomness;

namespace R1Workbook.Learning.Decoders;

/// <summary>The weights that a model begins with: norms are 1, biases are 0, matrices are drawn from a normal
/// distribution about 0.</summary>
internal static class InitialWeights
{
    private const double Deviation = 0.05;

    /// <summary>The weights of a decoder.</summary>
    /// <exception cref="ArgumentException">The configuration is not valid.</exception>
    public static float[] Of(DecoderConfig config, Seed seed)
    {
        config.Validate();
        var layout = new ParameterLayout(config);
        // What writes into the residual stream starts smaller, the more so the more blocks write (Radford et al.
        // 2019, section 2.3).
        double written = Deviation / Math.Sqrt(2.0 * config.Layers);
        return Of(
            layout.Parameters,
            layout.Size,
            seed,
            name =>
                name.EndsWith("o_proj.weight", StringComparison.Ordinal)
                || name.EndsWith("down_proj.weight", StringComparison.Ordinal)
                    ? written
                    : Deviation
        );
    }

    /// <summary>Weights whose matrices all have the same standard deviation.</summary>
    public static float[] Of(IEnumerable<Parameter> parameters, long size, Seed seed) =>
        Of(parameters, size, seed, _ => Deviation);

    private static float[] Of(IEnumerable<Parameter> parameters, long size, Seed seed, Func<string, double> deviation)
    {
        Random random = seed.For("weights").Source();
        float[] weights = new float[size];
        foreach (Parameter parameter in parameters)
        {
            Span<float> values = weights.AsSpan((int)parameter.Offset, (int)parameter.Size);
            if (parameter.IsNorm || parameter.IsBias)
            {
                values.Fill(parameter.IsNorm ? 1 : 0);
                continue;
            }
            double own = deviation(parameter.Name);
            for (int i = 0; i < values.Length; i++)
                values[i] = (float)Normal.Sample(random, 0, own);
        }
        return weights;
    }
}
