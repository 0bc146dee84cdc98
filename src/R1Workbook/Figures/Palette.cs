namespace R1Workbook.Figures;

/// <summary>Colours that readers with any colour vision tell apart (Okabe and Ito, 2008), in an order that suits light
/// and dark pages.</summary>
public static class Palette
{
    private static readonly string[] Colours =
    [
        "#0072B2",
        "#D55E00",
        "#009E73",
        "#CC79A7",
        "#E69F00",
        "#56B4E9",
        "#8C6BB1",
        "#7F7F7F",
    ];

    /// <summary>A grey that is readable on white and on black: text, axes, grids.</summary>
    public const string Ink = "#7a818c";

    /// <summary>The colour of series number <paramref name="index"/>.</summary>
    public static string Colour(int index) => Colours[index % Colours.Length];
}
