using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Reading;

/// <summary>Measures in several units, "3 h 20 min", as one quantity in the smallest of them; and a quantity in another
/// unit of the same kind in that one.</summary>
internal static partial class CompoundUnits
{
    // Each line is one kind: the unit as it is named here, how many of the first it is, and how it is written.
    private static readonly string[][] Kinds =
    [
        [
            "seconds 1 s sec secs second seconds",
            "minutes 60 min mins minute minutes",
            "hours 3600 h hr hrs hour hours",
            "days 86400 d day days",
            "weeks 604800 week weeks",
        ],
        [
            "mm 1 mm millimeter millimeters millimetre millimetres",
            "cm 10 cm centimeter centimeters centimetre centimetres",
            "m 1000 m meter meters metre metres",
            "km 1000000 km kilometer kilometers kilometre kilometres",
        ],
        ["inches 1 in inch inches", "feet 12 ft foot feet", "yards 36 yd yard yards", "miles 63360 mi mile miles"],
        ["mg 1 mg milligram milligrams", "g 1000 g gram grams", "kg 1000000 kg kilogram kilograms"],
        ["ounces 1 oz ounce ounces", "pounds 16 lb lbs pound pounds"],
        ["mL 1 ml milliliter milliliters millilitre millilitres", "L 1000 l liter liters litre litres"],
        ["cents 1 cent cents", "dollars 100 dollar dollars"],
    ];

    private static readonly FrozenDictionary<string, (int Kind, int Size, string Name)> Units = Kinds
        .SelectMany((lines, kind) => lines.Select(line => (kind, Words: line.Split(' '))))
        .SelectMany(unit =>
            unit.Words.Skip(2)
                .Select(word =>
                    (word, (unit.kind, int.Parse(unit.Words[1], CultureInfo.InvariantCulture), unit.Words[0]))
                )
        )
        .ToFrozenDictionary(pair => pair.word, pair => pair.Item2);

    /// <summary>The quantity that a measure in several units of falling size is; null for others.</summary>
    public static Quantity? Read(string text)
    {
        string plain = Blanks()
            .Replace(Wrapping().Replace(text, " $1 ").Replace("$", " ", StringComparison.Ordinal), " ");
        if (Whole().Match(plain.Trim(' ', '.')) is not { Success: true } match)
            return null;
        Rational total = Rational.Zero;
        (int Kind, int Size, string Name)? last = null;
        for (int i = 0; i < match.Groups[1].Captures.Count; i++)
        {
            if (
                !Units.TryGetValue(match.Groups[2].Captures[i].Value.ToLowerInvariant(), out var unit)
                || !Rational.TryParse(match.Groups[1].Captures[i].Value, out Rational count)
                || (last is { } above && (unit.Kind != above.Kind || unit.Size >= above.Size))
            )
            {
                return null;
            }

            total += count * new Rational(unit.Size);
            last = unit;
        }
        return last is not { } smallest ? null
            : smallest.Name == "cents" ? new Quantity(new Number(total / 100), "dollars")
            : new Quantity(new Number(total / new Rational(smallest.Size)), smallest.Name);
    }

    /// <summary>The quantity that an answer is; of 2500 g the letter is its unit. Null for others.</summary>
    public static Quantity? AsQuantity(Expression expression) =>
        expression switch
        {
            Quantity quantity => quantity,
            Relation { Operands: [Symbol, var value] } named when named.IsAll(RelationKind.Equal) => AsQuantity(value),
            Product { Factors: [Number number, Symbol { Name: [var letter] }] } when Units.ContainsKey($"{letter}") =>
                new Quantity(number, $"{letter}"),
            _ => null,
        };

    /// <summary>A quantity in another unit of the same kind, exactly; null where the kinds differ.</summary>
    public static Quantity? Converted(Quantity quantity, string unit)
    {
        return
            Units.TryGetValue(quantity.Unit.Trim(' ', '.').ToLowerInvariant(), out var from)
            && Units.TryGetValue(unit.ToLowerInvariant(), out var to)
            && from.Kind == to.Kind
            ? new Quantity(new Product([quantity.Value, new Number(Rational.Of(from.Size, to.Size))]), unit)
            : null;
    }

    [GeneratedRegex(@"\\(?:text|mathrm|textrm|mbox|rm)\s?\{([^{}\\]*)\}")]
    private static partial Regex Wrapping();

    [GeneratedRegex(@"(?:\s|~|\\[,;: ])+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^(?:([0-9]{1,12}(?:\.[0-9]{1,9})?) ?([A-Za-z]{1,12})\.?(?:,? and |, | |$)){2,5}$")]
    private static partial Regex Whole();
}
