using System.Text.Json;
using R1Workbook.Core.Grpo;
using R1Workbook.Core.Grpo.Losses;

namespace R1Workbook.Core.Tests.Grpo;

/// <summary>Losses and estimators have names, by which settings are written down and read.</summary>
public sealed class LossNameTests
{
    [Fact]
    public void The_settings_of_every_loss_can_be_written_down_and_read_again()
    {
        foreach (string name in LossPreset.Names)
        {
            GrpoSettings settings = LossPreset.Named(name);
            Assert.Equal(settings, JsonSerializer.Deserialize<GrpoSettings>(JsonSerializer.Serialize(settings)));
        }
    }

    [Fact]
    public void An_unknown_loss_is_named()
    {
        Assert.Contains(
            "\"ppo3\" is not known",
            Assert.Throws<ArgumentException>(() => LossPreset.Named("ppo3")).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "k9",
            Assert.Throws<ArgumentException>(() => KlEstimator.Named("k9")).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("k1+", KlKind.K1StraightThrough)]
    [InlineData("low_var_kl", KlKind.K3)]
    [InlineData("mse", KlKind.K2)]
    public void Estimators_have_the_names_of_verl(string name, KlKind kind) =>
        Assert.Equal(kind, KlEstimator.Named(name));

    [Fact]
    public void A_straight_through_estimator_has_the_gradient_of_k2()
    {
        Assert.Equal((0.5, 0.5), KlEstimator.Of(KlKind.K1StraightThrough, -1, -1.5));
        Assert.Equal((KlEstimator.K3(-1, -1.5), 0.5), KlEstimator.Of(KlKind.K3StraightThrough, -1, -1.5));
        Assert.Equal((10, 0), KlEstimator.Guarded(KlKind.K3, -30, 0));
        Assert.Equal((KlEstimator.K3(-1, 0), KlEstimator.K3Gradient(-1, 0)), KlEstimator.Guarded(KlKind.K3, -1, 0));
    }
}
