using System.Collections.Frozen;

namespace R1Workbook.Core.Verification.Expressions;

/// <summary>The functions that are known by name, as SymPy names them.</summary>
public static class FunctionNames
{
    private static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet([
        "sin",
        "cos",
        "tan",
        "cot",
        "sec",
        "csc",
        "asin",
        "acos",
        "atan",
        "acot",
        "asec",
        "acsc",
        "sinh",
        "cosh",
        "tanh",
        "coth",
        "sech",
        "csch",
        "asinh",
        "acosh",
        "atanh",
        "acoth",
        "asech",
        "acsch",
        "log",
        "Abs",
        "floor",
        "ceiling",
        "factorial",
        "factorial2",
        "binomial",
        "gcd",
        "lcm",
        "Min",
        "Max",
        "Mod",
        "sign",
        "re",
        "im",
        "arg",
        "conjugate",
        "det",
        "percent",
    ]);

    /// <summary>Whether a function of this name is known.</summary>
    public static bool IsKnown(string name) => Known.Contains(name);
}
