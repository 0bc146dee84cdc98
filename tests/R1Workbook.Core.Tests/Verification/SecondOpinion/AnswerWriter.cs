using System.Globalization;

namespace R1Workbook.Core.Tests.Verification.SecondOpinion;

/// <summary>Writes a meaning in one of the many ways in which models and golds write it.</summary>
internal static class AnswerWriter
{
    private static readonly string[] Words =
    [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ];

    /// <summary>The answer as text.</summary>
    public static string Write(AnswerMeaning meaning, Random random)
    {
        double[] n = meaning.Numbers;
        string Number(double value) => Value(value, random, plain: true);
        return meaning.Kind switch
        {
            MeaningKind.Number => Value(n[0], random, plain: false),
            MeaningKind.List => List([.. n], random),
            MeaningKind.Tuple => $"({string.Join(", ", n.Select(Number))})",
            MeaningKind.Interval => Interval(n, random),
            MeaningKind.Family => Family(n, random),
            _ => Line(n, random),
        };
    }

    private static string Value(double value, Random random, bool plain)
    {
        string text = value.ToString(CultureInfo.InvariantCulture),
            sign = value < 0 ? "-" : "";
        int quarters = (int)Math.Abs(value * 4),
            bottom = quarters % 4 == 0 ? 1
            : quarters % 2 == 0 ? 2
            : 4,
            top = quarters * bottom / 4;
        return random.Next(plain ? 4 : 9) switch
        {
            0 => text,
            1 => bottom == 1 ? text : $@"{sign}\frac{{{top}}}{{{bottom}}}",
            2 => $@"{sign}\dfrac{{{2 * top}}}{{{2 * bottom}}}",
            3 => bottom == 1 ? $"{text}.0" : $"{sign}{top}/{bottom}",
            4 => bottom > 1 && top > bottom ? $@"{sign}{top / bottom}\frac{{{top % bottom}}}{{{bottom}}}" : text,
            5 => bottom == 1 && top < Words.Length ? $@"\text{{{(sign == "-" ? "minus " : "")}{Words[top]}}}" : text,
            6 => $"x = {text}",
            7 => $@"{text}\text{{ apples}}",
            _ => $@"\sqrt{{{top * top}}} \cdot \frac{{{(value < 0 ? -1 : 1)}}}{{{bottom}}}",
        };
    }

    private static string List(double[] values, Random random)
    {
        if (random.Next(2) == 0)
            random.Shuffle(values);
        string[] written = [.. values.Select(value => Value(value, random, plain: true))];
        return random.Next(6) switch
        {
            0 => string.Join(", ", written),
            1 => $@"\{{{string.Join(", ", written)}\}}",
            2 => string.Join(@" \text{ or } ", written.Select(each => "x = " + each)),
            3 => string.Join(", ", written[..^1]) + " and " + written[^1],
            4 => string.Join(", ", written.Select(each => "x = " + each)),
            _ => $@"x \in \{{{string.Join(", ", written)}\}}",
        };
    }

    private static string Interval(double[] n, Random random)
    {
        (string low, string high) = (Value(n[0], random, plain: true), Value(n[1], random, plain: true));
        (bool first, bool last) = (n[2] == 1, n[3] == 1);
        string inequality = $@"{low} {(first ? @"\le" : "<")} x {(last ? @"\leq" : "<")} {high}",
            interval = $"{(first ? '[' : '(')}{low}, {high}{(last ? ']' : ')')}";
        return random.Next(6) switch
        {
            0 => inequality,
            1 => $@"\{{x \mid {inequality}\}}",
            2 => $@"\{{x \in \mathbb{{R}} : {inequality}\}}",
            3 => $@"x \in {interval}",
            4 => $@"{high} {(last ? @"\ge" : ">")} x {(first ? @"\ge" : ">")} {low}",
            _ => interval,
        };
    }

    private static string Family(double[] n, Random random)
    {
        string k = "kmnt"[random.Next(4)].ToString();
        int shift = random.Next(-2, 3);
        (double offset, double period) = (n[0] + shift * n[1], n[1]);
        string start = offset.ToString(CultureInfo.InvariantCulture);
        if (random.Next(4) == 0)
            return $@"x \equiv {start} \pmod{{{period}}}";
        string body = random.Next(2) == 0 ? $"{start} + {period}{k}" : $"{start} - {period}{k}";
        return random.Next(4) switch
        {
            0 => $@"x = {body}, {k} \in \mathbb{{Z}}",
            1 => $@"{body} \text{{ for some integer }} {k}",
            2 => $@"x = {body} \text{{ where }} {k} \text{{ is an integer}}",
            _ => $@"\{{{body} \mid {k} \in \mathbb{{Z}}\}}",
        };
    }

    private static string Line(double[] n, Random random)
    {
        (double slope, double intercept) = (n[0], n[1]);
        string right = string.Create(CultureInfo.InvariantCulture, $"{slope}x + ({intercept})");
        return random.Next(5) switch
        {
            0 => $"y = {right}",
            1 => right,
            2 => string.Create(CultureInfo.InvariantCulture, $"2y - {2 * slope}x = {2 * intercept}"),
            3 => string.Create(CultureInfo.InvariantCulture, $"y - ({slope + intercept}) = {slope}(x - 1)"),
            _ => $"f(x) = {right}",
        };
    }
}
