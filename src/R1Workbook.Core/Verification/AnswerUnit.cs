using System.Collections.Frozen;
using System.Text.RegularExpressions;
using R1Workbook.Core.Verification.Expressions;
using R1Workbook.Core.Verification.Extraction;

namespace R1Workbook.Core.Verification;

/// <summary>
/// The unit of measure or currency of an answer (<see cref="VerificationSettings.CompareUnits"/>). Read from the answer
/// itself, or from what stands right before and behind its number in the text: $36, 36 degrees, \boxed{36}^\circ. Words
/// that are no unit (36 apples) are none here.
/// </summary>
internal static partial class AnswerUnit
{
    // Each line is one unit and what it is called; a name may belong to two.
    private static readonly FrozenDictionary<string, string[]> Names = Table(
        "° degree degrees deg",
        "rad radian radians",
        "grad gon",
        "$ dollar dollars usd bucks",
        "¢ cent cents",
        "€ euro euros eur",
        "£ pound pounds gbp pence",
        "¥ yen yuan jpy cny rmb",
        "₹ rupee rupees inr",
        "mm millimeter millimeters millimetre millimetres",
        "cm centimeter centimeters centimetre centimetres",
        "m meter meters metre metres",
        "km kilometer kilometers kilometre kilometres",
        "in inch inches",
        "ft foot feet",
        "yd yard yards",
        "mi mile miles",
        "mg milligram milligrams",
        "g gram grams",
        "kg kilogram kilograms",
        "oz ounce ounces",
        "lb lbs pound pounds",
        "t ton tons tonne tonnes",
        "ms millisecond milliseconds",
        "s sec secs second seconds",
        "min mins minute minutes",
        "h hr hrs hour hours",
        "d day days",
        "wk week weeks",
        "mo month months",
        "yr yrs year years",
        "mL ml milliliter milliliters millilitre millilitres",
        "L l liter liters litre litres",
        "gal gallon gallons",
        "mph",
        "kph km/h kmh",
        "m/s mps",
        "Hz hertz",
        "J joule joules",
        "W watt watts",
        "kW kilowatt kilowatts",
        "N newton newtons",
        "Pa pascal pascals",
        "°C celsius",
        "°F fahrenheit"
    );

    /// <summary>Why two answers are of different units; null where they are not, or where one of them has
    /// none.</summary>
    /// <param name="gold">The unit of the gold answer, from <see cref="Of"/>.</param>
    /// <param name="answer">The unit of the answer.</param>
    public static string? Conflict(IReadOnlyList<string> gold, IReadOnlyList<string> answer) =>
        gold.Count == 0 || answer.Count == 0 || gold.Intersect(answer).Any()
            ? null
            : $"the unit is {gold[0]}, not {answer[0]}";

    /// <summary>What the unit of an answer may be, in one spelling; none where it has none.</summary>
    /// <param name="source">The text in which the answer was found.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="expression">The answer as an expression.</param>
    public static IReadOnlyList<string> Of(string source, ExtractedAnswer answer, Expression? expression)
    {
        if (expression is not null && InExpression(expression) is { Count: > 0 } units)
            return units;
        // Where there are boxes the last one is the answer, and only it and what follows it speak of its unit.
        string? box = AnswerExtractor.LastBox(source);
        int at = box is null ? 0 : Math.Max(0, source.LastIndexOf(box, StringComparison.Ordinal));
        string text = source[at..];
        if (FirstNumber().Match(answer.Text) is not { Success: true } number)
            return [];
        int place = box is null
            ? text.LastIndexOf(number.Value, StringComparison.Ordinal)
            : text.IndexOf(number.Value, StringComparison.Ordinal);
        if (place < 0)
            return [];
        if (Currency(text, text[..place]) is { } currency)
            return [currency];
        return Matched(UnitBehind().Match(text[(place + number.Length)..]));
    }

    /// <summary>Whether two names are of one unit: h and hours.</summary>
    public static bool AreSame(string first, string second) => Written(first).Intersect(Written(second)).Any();

    private static IReadOnlyList<string> InExpression(Expression expression) =>
        expression switch
        {
            Quantity quantity => Written(quantity.Unit),
            Relation or Collection { Items.Count: 1 } => InExpression(expression.Parts[^1]),
            _ => [],
        };

    private static string[] Written(string unit)
    {
        if (Names.TryGetValue(unit.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant(), out string[]? whole))
            return whole;
        return Matched(Parts().Match(unit));
    }

    private static string[] Matched(Match match) =>
        match.Success ? Named(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value) : [];

    /// <summary>The unit of a name, with its power from "square", "cubic" or an exponent.</summary>
    private static string[] Named(string dimension, string name, string exponent)
    {
        if (name.Contains("circ", StringComparison.Ordinal) || name == @"\degree")
            name = "°";
        if (!Names.TryGetValue(name.ToLowerInvariant(), out string[]? units))
            return [];
        string power =
            dimension.StartsWith("sq", StringComparison.OrdinalIgnoreCase) || exponent is "2" or "²" ? "^2"
            : dimension.StartsWith("cu", StringComparison.OrdinalIgnoreCase) || exponent is "3" or "³" ? "^3"
            : "";
        return power.Length == 0 ? units : [.. units.Select(unit => unit + power)];
    }

    private static string? Currency(string text, string before)
    {
        before = before.TrimEnd(' ', '{', '-', '(', ',', '!');
        if (before.Length == 0)
            return null;
        if (before[^1] is '€' or '£' or '¥' or '₹')
            return before[^1].ToString();
        if (before[^1] != '$')
            return null;
        // \$ is money; a bare $ is where it closes no formula, that is where their number is odd.
        return before.EndsWith(@"\$", StringComparison.Ordinal) || BareDollar().Count(text) % 2 == 1 ? "$" : null;
    }

    private static FrozenDictionary<string, string[]> Table(params string[] lines) =>
        lines
            .SelectMany(line =>
                line.Split(' ').Select(name => (Name: name.ToLowerInvariant(), Unit: line.Split(' ')[0]))
            )
            .GroupBy(pair => pair.Name)
            .ToFrozenDictionary(group => group.Key, group => group.Select(pair => pair.Unit).Distinct().ToArray());

    [GeneratedRegex(@"\d(?:[\d,.]*\d)?", RegexOptions.CultureInvariant)]
    private static partial Regex FirstNumber();

    [GeneratedRegex(@"(?<!\\)\$", RegexOptions.CultureInvariant)]
    private static partial Regex BareDollar();

    // A power, "square" before it or an exponent behind it; in prose "in" is a word and one letter a variable.
    [GeneratedRegex(
        @"^(?:[\s~$})*]|\\[,;! ]|\\(?:text|mathrm|mbox|textrm|rm)\b\s*\{?)*(?:(square|sq|cubic|cu)\.?\s+)?"
            + @"(°|\^\s*\{?\s*\\circ|\\degree\b|(?!in\b)[A-Za-z]{2,}(?:/[a-z]+)?)(?:\.?\}?\s*\^?\s*\{?([23²³]))?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex UnitBehind();

    [GeneratedRegex(
        @"^\s*(?:(square|sq|cubic|cu)\.?\s+)?(°|[A-Za-z$€£¥¢₹]+)\.?\s*\^?\s*\{?([23²³])?\}?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Parts();
}
