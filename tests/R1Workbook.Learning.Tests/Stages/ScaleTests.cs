using R1Workbook.Learning.Stages;

namespace R1Workbook.Learning.Tests.Stages;

public sealed class ScaleTests
{
    [Theory]
    [InlineData(null, Scale.Laptop)]
    [InlineData("smoke", Scale.Smoke)]
    [InlineData(" GPU ", Scale.Gpu)]
    public void It_is_read_by_name_and_is_laptop_by_default(string? name, Scale expected) =>
        Assert.Equal(expected, Scales.Parse(name));

    [Fact]
    public void Another_name_is_refused_with_the_names_there_are() =>
        Assert.Contains(
            "smoke, laptop or gpu",
            Assert.Throws<ArgumentException>(() => Scales.Parse("huge")).Message,
            StringComparison.Ordinal
        );
}
