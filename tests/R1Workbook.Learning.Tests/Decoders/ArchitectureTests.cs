using R1Workbook.Learning.Decoders;

namespace R1Workbook.Learning.Tests.Decoders;

/// <summary>Shapes of the published config.json files; counts as the model pages give them for the safetensors
/// files.</summary>
public sealed class ArchitectureTests
{
    private static readonly DecoderConfig Qwen1B = new(151_936, 1536, 28, 12, 2, 128, 8960, 131_072)
    {
        AttentionBias = true,
        RopeBase = 1_000_000,
    };

    public static TheoryData<string, DecoderConfig, long> Published =>
        new()
        {
            { "Qwen2.5-1.5B", Qwen1B, 1_543_714_304 },
            { "DeepSeek-R1-Distill-Qwen-1.5B", Qwen1B with { UntiedHead = true }, 1_777_088_000 },
            {
                "Qwen2.5-7B",
                new DecoderConfig(152_064, 3584, 28, 28, 4, 128, 18_944, 131_072)
                {
                    AttentionBias = true,
                    UntiedHead = true,
                },
                7_615_616_512
            },
            {
                "Qwen2.5-32B",
                new DecoderConfig(152_064, 5120, 64, 40, 8, 128, 27_648, 131_072)
                {
                    AttentionBias = true,
                    UntiedHead = true,
                },
                32_763_876_352
            },
            {
                "Llama-3.1-8B",
                new DecoderConfig(128_256, 4096, 32, 32, 8, 128, 14_336, 131_072) { UntiedHead = true },
                8_030_261_248
            },
            {
                "Qwen3-0.6B",
                new DecoderConfig(151_936, 1024, 28, 16, 8, 128, 3072, 40_960) { HeadNorm = true },
                596_049_920
            },
        };

    [Theory]
    [MemberData(nameof(Published))]
    public void The_parameters_are_as_many_as_published(string name, DecoderConfig config, long parameters)
    {
        config.Validate();
        Assert.True(parameters == new ParameterLayout(config).Size, $"{name}: {new ParameterLayout(config).Size}");
    }

    [Fact]
    public void The_shapes_of_Qwen_25_are_those_of_its_files()
    {
        Dictionary<string, long[]> shapes = new ParameterLayout(Qwen1B).Parameters.ToDictionary(
            parameter => parameter.Name,
            parameter => parameter.Shape
        );
        Assert.Equal([1536, 1536], shapes["model.layers.27.self_attn.q_proj.weight"]);
        Assert.Equal([256, 1536], shapes["model.layers.27.self_attn.k_proj.weight"]);
        Assert.Equal([256], shapes["model.layers.27.self_attn.v_proj.bias"]);
        Assert.Equal([8960, 1536], shapes["model.layers.0.mlp.up_proj.weight"]);
        Assert.Equal([1536, 8960], shapes["model.layers.0.mlp.down_proj.weight"]);
        Assert.Equal(338, shapes.Count); // 28 blocks of 12, embedding, last norm
    }
}
