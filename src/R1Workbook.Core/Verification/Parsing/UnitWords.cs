using System.Collections.Frozen;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Parsing;

/// <summary>Whether words behind a number only say what is counted.</summary>
internal static class UnitWords
{
    // Words that change the value or say more about it than what it counts.
    private static readonly FrozenSet<string> Meaningful = (
        "squared cubed more less fewer greater larger smaller than times plus minus over divided multiplied half "
        + "halves third thirds quarter quarters fourth fourths fifth fifths root factorial mod modulo remainder "
        + "hundred thousand million millions billion billions trillion dozen not or and nor but if when unless "
        + "except least most above below under between to from until through odd even prime "
        + "inclusive exclusive ago before after each per choose by is are was were equals only no none "
        + "other of for with without where at about approximately roughly "
        + "bc ad increase decrease increases decreases up down double twice triple"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether each of the words may stand in a unit: "cm", "square metres", "chocolate candies".</summary>
    /// <param name="unit">The words.</param>
    /// <param name="value">What stands before them: behind a lone letter only a unit of measure may stand.</param>
    public static bool IsUnderstood(string unit, Expression value)
    {
        if (value is Symbol or Constant { Kind: ConstantKind.I or ConstantKind.E } && !PlainWords.IsUnit(unit))
            return unit is "units" or "unit" or "degrees" or "meters" or "metres";
        string[] words = unit.Split([' ', '(', ')', ',', '.', ';', ':'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 6)
            return false;
        for (int i = 0; i < words.Length; i++)
        {
            // "miles per hour", "units of length": behind a noun these words only join another.
            bool joins = i > 0 && i + 1 < words.Length && words[i] is "per" or "of" or "for";
            if (!joins && Meaningful.Contains(words[i]))
                return false;
        }
        return true;
    }
}
