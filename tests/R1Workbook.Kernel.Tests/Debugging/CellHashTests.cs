using R1Workbook.Kernel.Debugging;

namespace R1Workbook.Kernel.Tests.Debugging;

public sealed class CellHashTests
{
    // By a Python script of our own that follows Appleby's C code, and by one that computes in JavaScript's numbers, as
    // front ends do; 0x13577C9B for "abc" is also the value that MurmurHash2's ports publish.
    [Theory]
    [InlineData("", 0u, 0u)]
    [InlineData("a", 0u, 2456313694u)]
    [InlineData("ab", 0u, 446775395u)]
    [InlineData("abc", 0u, 0x13577C9Bu)]
    [InlineData("int x = 1;\nx + é", 0u, 695737844u)]
    [InlineData("", CellSources.Seed, 3990065800u)]
    [InlineData("int x = 1;\nx + é", CellSources.Seed, 2837238514u)]
    public void A_cell_has_the_number_that_front_ends_give_it(string cell, uint seed, uint expected) =>
        Assert.Equal(expected, CellHash.Of(cell, seed));
}
