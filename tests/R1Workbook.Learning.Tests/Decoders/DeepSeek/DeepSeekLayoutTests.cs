using R1Workbook.Learning.Decoders.DeepSeek;

namespace R1Workbook.Learning.Tests.Decoders.DeepSeek;

public sealed class DeepSeekLayoutTests
{
    private static readonly DeepSeekLayout V3 = new(DeepSeekConfig.V3);

    [Fact]
    public void V3_has_671_billion_parameters_of_which_37_are_active()
    {
        DeepSeekConfig.V3.Validate();
        // arXiv 2412.19437, abstract: 671B; computed apart from this code from the published shape
        Assert.Equal(671_026_404_352, V3.MainSize);
        Assert.Equal(682_636_472_320, V3.Size);
        // The released files hold embedding and head a second time for multi-token prediction: 14B, 685B in all (README
        // of DeepSeek-V3).
        Assert.Equal(13.5, Math.Round((V3.Size - V3.MainSize + 2.0 * 129_280 * 7168) / 1e9, 1));
        Assert.Equal(684.5, Math.Round((V3.Size + 2.0 * 129_280 * 7168) / 1e9, 1));
        Assert.Equal(37.6, Math.Round(DeepSeekLayout.ActivatedSize(DeepSeekConfig.V3) / 1e9, 1)); // 37B
    }

    [Fact]
    public void Names_and_shapes_are_those_of_the_released_files()
    {
        Dictionary<string, long[]> shapes = V3.Parameters.ToDictionary(
            parameter => parameter.Name,
            parameter => parameter.Shape
        );
        Assert.Equal([576, 7168], shapes["model.layers.0.self_attn.kv_a_proj_with_mqa.weight"]);
        Assert.Equal([32_768, 512], shapes["model.layers.60.self_attn.kv_b_proj.weight"]);
        Assert.Equal([24_576, 1536], shapes["model.layers.0.self_attn.q_b_proj.weight"]);
        Assert.Equal([7168, 16_384], shapes["model.layers.0.self_attn.o_proj.weight"]);
        Assert.Equal([18_432, 7168], shapes["model.layers.2.mlp.gate_proj.weight"]);
        Assert.False(shapes.ContainsKey("model.layers.3.mlp.gate_proj.weight"));
        Assert.Equal([256, 7168], shapes["model.layers.3.mlp.gate.weight"]);
        Assert.Equal([2048, 7168], shapes["model.layers.60.mlp.experts.255.up_proj.weight"]);
        Assert.Equal([7168, 2048], shapes["model.layers.3.mlp.shared_experts.down_proj.weight"]);
        Assert.Equal([7168, 14_336], shapes["model.layers.61.eh_proj.weight"]);
    }

    [Fact]
    public void Latent_attention_keeps_576_values_where_multi_head_attention_keeps_32768()
    {
        IReadOnlyList<AttentionCost> costs = AttentionCost.Compare(DeepSeekConfig.V3);
        Assert.Equal(["MHA", "GQA, 8 groups", "MQA", "MLA"], costs.Select(cost => cost.Name));
        Assert.Equal([32_768, 2048, 256, 512 + 64], costs.Select(cost => cost.CacheElements));
        // as GQA with 2.25 groups (arXiv 2405.04434, table 1)
        Assert.Equal(2.25, costs[3].CacheElements / (double)costs[2].CacheElements);
        Assert.Equal(2L * 576 * 61 * 4096, costs[3].CacheBytes(61, 4096));
    }

    [Fact]
    public void Multiply_adds_are_those_counted_by_hand()
    {
        AttentionCost mha = AttentionCost.Grouped(width: 8, heads: 2, keyValueHeads: 2, headWidth: 4);
        Assert.Equal(4 * 8 * 8, mha.ProjectionMultiplyAdds); // four matrices of 8 x 8
        // ten tokens, two heads, four products for the score and four for the sum
        Assert.Equal(256 + 10 * 16, mha.MultiplyAdds(9));
        // 7168·1536 + 1536·24576 + 7168·576 + 128·128·512·2 + 16384·7168
        Assert.Equal(187_105_280, AttentionCost.Latent(DeepSeekConfig.V3).ProjectionMultiplyAdds);
        Assert.Equal(128 * (576 + 512), AttentionCost.Latent(DeepSeekConfig.V3).ScoreMultiplyAdds);
    }
}
