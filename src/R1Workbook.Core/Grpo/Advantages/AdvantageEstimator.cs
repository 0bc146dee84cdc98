namespace R1Workbook.Core.Grpo.Advantages;

/// <summary>How rewards become advantages where there is no critic.</summary>
public enum AdvantageEstimator
{
    /// <summary>The reward less the mean of its group, over a deviation or not: GRPO
    /// (<see cref="GroupAdvantage"/>).</summary>
    GroupRelative,

    /// <summary>The reward less the mean of the others of its group: RLOO
    /// (<see cref="R1Workbook.Core.Grpo.Advantages.LeaveOneOut"/>).</summary>
    LeaveOneOut,

    /// <summary>The reward of each token and what follows, whitened over the batch: REINFORCE++
    /// (<see cref="R1Workbook.Core.Grpo.Advantages.ReinforcePlusPlus.Of"/>).</summary>
    ReinforcePlusPlus,

    /// <summary>The reward less the mean of its group, whitened over the batch
    /// (<see cref="R1Workbook.Core.Grpo.Advantages.ReinforcePlusPlus.WithBaseline"/>).</summary>
    ReinforcePlusPlusBaseline,

    /// <summary>The reward less the mean of its group weighted by length: OPO
    /// (<see cref="OutcomeBaselines.LengthWeighted"/>).</summary>
    LengthWeighted,

    /// <summary>GPG (<see cref="OutcomeBaselines.Gpg"/>).</summary>
    Gpg,
}
