using R1Workbook.Learning.Decoders;
using TorchSharp;

namespace R1Workbook.Learning.Tests.Decoders;

/// <summary>Expected frequencies were computed apart from this code, from the formulas as published.</summary>
public sealed class RotaryPositionsTests
{
    [Fact]
    public void Without_stretching_pair_i_turns_by_the_base_to_the_minus_two_i_over_the_width() =>
        AssertFrequencies([(0, 1), (1, 0.1), (2, 0.01), (3, 0.001)], 8, 10_000, null);

    [Fact]
    public void A_context_of_any_length_costs_only_the_positions_that_are_used()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        using RotaryPositions huge = new(8, 100_000_000, 10_000, null, torch.CPU);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
        using RotaryPositions large = new(8, 10_000, 10_000, null, torch.CPU);
        foreach ((long past, long tokens) in ((long, long)[])[(0, 7), (4000, 200), (9000, 1000), (5, 1)])
        {
            using DisposeScope scope = torch.NewDisposeScope();
            (torch.Tensor cosine, torch.Tensor sine) = huge.Of(past, tokens);
            (torch.Tensor otherCosine, torch.Tensor otherSine) = large.Of(past, tokens);
            Assert.Equal([tokens, 1, 8], cosine.shape);
            Assert.Equal(otherCosine.contiguous().data<float>().ToArray(), cosine.contiguous().data<float>().ToArray());
            Assert.Equal(otherSine.contiguous().data<float>().ToArray(), sine.contiguous().data<float>().ToArray());
            // Position p of the first pair turns by p radians.
            Assert.Equal((float)Math.Cos(past), cosine[0, 0, 0].item<float>(), 1e-6f);
        }
    }

    [Fact]
    public void Linear_stretching_divides_every_frequency() =>
        AssertFrequencies(
            [(0, 0.25), (1, 0.025), (2, 0.0025), (3, 0.00025)],
            8,
            10_000,
            new RopeScaling(RopeScalingKind.Linear, 4, 16)
        );

    [Fact]
    public void Dynamic_stretching_begins_beyond_the_original_context()
    {
        var scaling = new RopeScaling(RopeScalingKind.Dynamic, 2, 16);
        AssertFrequencies([(0, 1), (1, 0.1), (3, 0.001)], 8, 10_000, scaling, length: 16);
        // The base becomes 10000 (2 · 48 / 16 − 1)^(8 / 6).
        AssertFrequencies(
            [(0, 1), (1, 0.05848035476425732), (2, 0.0034199518933533944), (3, 0.0002)],
            8,
            10_000,
            scaling,
            length: 48
        );
    }

    [Fact]
    public void Llama_31_keeps_short_waves_divides_long_ones_and_blends_between() =>
        AssertFrequencies(
            [
                (0, 1),
                (20, 0.016560440080994446),
                (28, 0.003211445994752591),
                (29, 0.002166570763503359),
                (31, 0.0008567514129196321),
                (34, 0.0001785078127679964),
                (35, 9.556212353964683e-05),
                (63, 3.068925988914511e-07),
            ],
            128,
            500_000,
            new RopeScaling(RopeScalingKind.Llama3, 8, 8192)
        );

    [Fact]
    public void Yarn_ramps_over_the_dimensions_of_Qwen()
    {
        var scaling = new RopeScaling(RopeScalingKind.Yarn, 4, 32_768);
        AssertFrequencies(
            [
                (0, 1),
                (23, 0.006978305848598663),
                (24, 0.005375321490790102),
                (30, 0.001064360981247002),
                (39, 6.490394320837029e-05),
                (40, 4.445698525097307e-05),
                (63, 3.102344401879299e-07),
            ],
            128,
            1_000_000,
            scaling
        );
        Assert.Equal(1.138629436111989, scaling.Magnitude, 12); // 0.1 ln 4 + 1
    }

    [Fact]
    public void Yarn_in_DeepSeek_V3_divides_one_temperature_by_the_other()
    {
        var scaling = new RopeScaling(RopeScalingKind.Yarn, 40, 4096);
        AssertFrequencies(
            [
                (10, 0.05623413251903491),
                (11, 0.03900692656714386),
                (22, 0.0001778279410038922),
                (23, 3.33380358040831e-05),
            ],
            64,
            10_000,
            scaling
        );
        Assert.Equal(1.3688879454113936, scaling.Magnitude, 12);
        Assert.Equal(1, (scaling with { MScale = 1, MScaleAllDimensions = 1 }).Magnitude, 12);
        Assert.Equal(
            (0.0707 * Math.Log(40) + 1) / 1.3688879454113936,
            (scaling with { MScale = 0.707, MScaleAllDimensions = 1 }).Magnitude,
            12
        );
        Assert.Equal(1.5, (scaling with { AttentionFactor = 1.5 }).Magnitude);
    }

    [Fact]
    public void Only_yarn_changes_magnitudes() =>
        Assert.Equal(1, new RopeScaling(RopeScalingKind.Llama3, 8, 8192).Magnitude);

    [Theory]
    [InlineData(0.5, 16, "factor")]
    [InlineData(double.NaN, 16, "factor")]
    [InlineData(2, 0, "original context")]
    public void A_stretching_that_is_none_is_refused(double factor, int original, string named) =>
        Assert.Contains(
            named,
            Assert
                .Throws<ArgumentException>(() =>
                    (
                        DecoderTests.Small with
                        {
                            RopeScaling = new RopeScaling(RopeScalingKind.Linear, factor, original),
                        }
                    ).Validate()
                )
                .Message,
            StringComparison.Ordinal
        );

    private static void AssertFrequencies(
        (int Pair, double Expected)[] expected,
        int width,
        double ropeBase,
        RopeScaling? scaling,
        int length = 0
    )
    {
        double[] frequencies = RotaryPositions.Frequencies(width, ropeBase, scaling, length);
        Assert.Equal(width / 2, frequencies.Length);
        foreach ((int pair, double value) in expected)
            Assert.Equal(1, frequencies[pair] / value, 10);
    }
}
