namespace R1Workbook.Tests;

public sealed class MachineCheckTests
{
    [Fact]
    public void Libtorch_is_tried_and_named_with_its_version()
    {
        MachinePart part = Assert.Single(MachineCheck.Run(), part => part.Part == "libtorch");
        Assert.True(part.Works, part.Found);
        Assert.Matches(@"^libtorch \d+\.\d+\.\d+\S* multiplies matrices$", part.Found);
    }

    [Fact]
    public void A_part_that_does_not_work_says_why_and_what_to_do()
    {
        MachinePart cuda = Assert.Single(MachineCheck.Run(), part => part.Part == "CUDA");
        Assert.False(cuda.Needed);
        Assert.NotEqual("", cuda.Found);
        Assert.Equal(cuda.Works, cuda.Mend.Length == 0);
    }
}
