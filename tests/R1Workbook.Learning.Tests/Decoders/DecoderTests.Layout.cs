using System.Text.Json;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Tests.Decoders;

public sealed partial class DecoderTests
{
    [Fact]
    public void The_layout_holds_every_parameter_once()
    {
        var layout = new ParameterLayout(Small);
        Assert.Equal(11 * 8 + 2 * (8 + 16 * 8 + 2 * 8 * 8 + 8 * 16 + 8 + 3 * 12 * 8) + 8, layout.Size);
        Assert.Equal(1 + 2 * 9 + 1, layout.Parameters.Select(parameter => parameter.Name).Distinct().Count());
    }

    [Fact]
    public void The_layout_names_what_each_family_adds()
    {
        static string[] Added(DecoderConfig config) =>
            [
                .. new ParameterLayout(config)
                    .Parameters.Select(parameter => parameter.Name)
                    .Except(new ParameterLayout(Small).Parameters.Select(parameter => parameter.Name))
                    .Where(name => !name.Contains("layers.1", StringComparison.Ordinal)),
            ];
        Assert.Equal(
            [
                "model.layers.0.self_attn.q_proj.bias",
                "model.layers.0.self_attn.k_proj.bias",
                "model.layers.0.self_attn.v_proj.bias",
            ],
            Added(Qwen2)
        );
        Assert.Equal(
            ["model.layers.0.self_attn.q_norm.weight", "model.layers.0.self_attn.k_norm.weight", "lm_head.weight"],
            Added(Qwen3)
        );
        Assert.Equal(["lm_head.weight"], Added(Llama3));
    }

    [Fact]
    public void Biases_start_at_0_and_norms_at_1()
    {
        using var decoder = new Decoder(Qwen2, new Seed(1));
        float[] weights = decoder.CopyWeights();
        foreach (Parameter parameter in decoder.Layout.Parameters.Where(parameter => parameter.Shape.Length == 1))
        {
            Assert.All(
                weights[(int)parameter.Offset..(int)(parameter.Offset + parameter.Size)],
                value => Assert.Equal(parameter.IsNorm ? 1 : 0, value)
            );
        }
    }

    [Fact]
    public void Options_that_are_off_leave_run_records_as_they_were()
    {
        Assert.Equal(
            """{"Vocabulary":11,"Width":8,"Layers":2,"Heads":4,"KeyValueHeads":2,"HeadWidth":"""
                + """4,"FeedForward":12,"Context":16,"RopeBase":10000,"NormEpsilon":1E-06}""",
            JsonSerializer.Serialize(Small)
        );
        foreach (DecoderConfig config in (DecoderConfig[])[Qwen2, Qwen3, Llama3, Yarn])
            Assert.Equal(config, JsonSerializer.Deserialize<DecoderConfig>(JsonSerializer.Serialize(config)));
    }

    [Fact]
    public void What_does_not_fit_is_refused_before_libtorch_sees_it()
    {
        using var decoder = new Decoder(Small, new Seed(1));
        using Tensor tooLong = zeros([1, 17], dtype: int64),
            flat = zeros([3], dtype: int64);
        Assert.Contains(
            "context of 16",
            Assert.Throws<ArgumentException>(() => decoder.Hidden(tooLong)).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => decoder.Hidden(flat));
        Assert.Throws<ArgumentException>(() => new Decoder(Small with { KeyValueHeads = 3 }, new Seed(1)));
        Assert.Throws<ArgumentException>(() => new Decoder(Small, new float[3]));
    }
}
