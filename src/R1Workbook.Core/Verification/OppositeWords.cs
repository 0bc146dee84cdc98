using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification;

/// <summary>Words beside a number that say which of two things it is: 5 km north is not 5 km south.</summary>
internal static class OppositeWords
{
    private static readonly string[][] Groups =
    [
        ["north", "south", "east", "west"],
        ["left", "right"],
        ["profit profits gain gains", "loss losses"],
        ["wins win won", "losses loss lost"],
        ["clockwise", "counterclockwise anticlockwise counter-clockwise"],
        ["heads", "tails"],
        ["boys", "girls"],
        ["men", "women"],
        ["even", "odd"],
        ["minimum min", "maximum max"],
        ["positive", "negative"],
    ];

    /// <summary>Whether the units of two answers hold words that exclude each other.</summary>
    public static bool Conflict(Expression gold, Expression answer) =>
        Unit(gold) is { } wanted
        && Unit(answer) is { } given
        && Array.Exists(Groups, group => Differ(group, wanted, given));

    private static bool Differ(string[] group, string wanted, string given) =>
        Named(group, wanted) is >= 0 and var first && Named(group, given) is >= 0 and var second && first != second;

    private static int Named(string[] group, string unit)
    {
        string[] words = unit.ToLowerInvariant().Split(' ');
        return Array.FindIndex(group, names => names.Split(' ').Any(name => words.Contains(name)));
    }

    private static string? Unit(Expression expression) =>
        expression switch
        {
            Quantity quantity => quantity.Unit,
            Relation { Operands: var operands } => Unit(operands[^1]),
            _ => null,
        };
}
