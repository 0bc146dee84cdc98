using R1Workbook.Core.Instructions;

namespace R1Workbook.Golden.Tests.Instructions;

/// <summary>The instructions of IF-Eval against judgements by hand.</summary>
public class InstructionRowTests
{
    [Fact]
    public void Each_response_is_judged_as_by_hand() =>
        AllOf.Check(
            InstructionRow.All,
            row => $"{row.Id} ({row.Why})",
            row =>
            {
                Instruction instruction = InstructionCatalogue.Create(row.Instruction, row.Arguments);
                InstructionCheck strict = instruction.Strict(row.Response),
                    loose = instruction.Loose(row.Response);
                Assert.True(row.Strict == strict.Followed, $"strictly: {strict.Reason}");
                Assert.True(row.Loose == loose.Followed, $"loosely: {loose.Reason}");
            }
        );

    [Fact]
    public void Each_instruction_is_followed_at_least_once_and_not_followed_at_least_once()
    {
        Assert.Equal(InstructionRow.All.Count, InstructionRow.All.DistinctBy(row => row.Id).Count());
        ILookup<string, bool> strict = InstructionRow.All.ToLookup(row => row.Instruction, row => row.Strict);
        Assert.All(InstructionCatalogue.All, entry => Assert.Equal([false, true], strict[entry.Id].Distinct().Order()));
        // What strict judgement takes, loose judgement takes too.
        Assert.DoesNotContain(InstructionRow.All, row => row is { Strict: true, Loose: false });
        Assert.Contains(InstructionRow.All, row => row is { Strict: false, Loose: true });
    }
}
