using System.Globalization;
using System.Net;
using Microsoft.DotNet.Interactive.Formatting;

namespace R1Workbook.Checks;

/// <summary>A claim that held, with the place it comes from.</summary>
/// <param name="Claim">What was claimed.</param>
/// <param name="Found">What was found.</param>
/// <param name="Source">Where the claim is made.</param>
[TypeFormatterSource(typeof(CheckedFormatters))]
public sealed record Checked(string Claim, string Found, string Source)
{
    /// <summary>Whether the claim was made at all.</summary>
    public bool Made { get; init; } = true;

    /// <inheritdoc/>
    public override string ToString() =>
        Made ? $"✔ {Claim}: {Found}" + (Source.Length > 0 ? $" ({Source})" : "") : $"– {Found}: {Claim}";
}

/// <summary>A claim that did not hold. The cell fails, and with it the notebook.</summary>
public sealed class ClaimFailedException(string message) : Exception(message);

/// <summary>The cells that end a claim: they compute it again, show its source, and fail where it does not
/// hold.</summary>
public static class Check
{
    /// <summary>Holds when <paramref name="condition"/> does.</summary>
    /// <exception cref="ClaimFailedException">It does not.</exception>
    public static Checked That(bool condition, string claim, string source = "") =>
        condition ? new Checked(claim, "holds", source) : throw Failed(claim, "does not hold", source);

    /// <summary>Holds when <paramref name="condition"/> does, where the claim is made at all: a run that is too small
    /// to learn, or a record that is missing, proves nothing.</summary>
    /// <param name="made">Whether the claim is made.</param>
    /// <param name="condition">What must hold; looked at only where it is.</param>
    /// <param name="claim">What is claimed.</param>
    /// <param name="source">Where.</param>
    /// <exception cref="ClaimFailedException">The claim is made and does not hold.</exception>
    public static Checked Where(bool made, bool condition, string claim, string source = "") =>
        made ? That(condition, claim, source) : new Checked(claim, "not claimed here", source) { Made = false };

    /// <summary>Holds when the two values differ by at most <paramref name="tolerance"/>.</summary>
    /// <exception cref="ClaimFailedException">They differ by more.</exception>
    public static Checked Equal(
        double expected,
        double actual,
        string claim,
        string source = "",
        double tolerance = 1e-9
    )
    {
        string found = string.Create(
            CultureInfo.InvariantCulture,
            $"{Shown(actual):0.##########} against {Shown(expected):0.##########}"
        );
        return Math.Abs(expected - actual) <= tolerance
            ? new Checked(claim, found, source)
            : throw Failed(claim, found, source);
    }

    /// <summary>Holds when <paramref name="actual"/> lies between the two ends, ends included.</summary>
    /// <exception cref="ClaimFailedException">It lies outside.</exception>
    public static Checked Between(double low, double high, double actual, string claim, string source = "")
    {
        string found = string.Create(
            CultureInfo.InvariantCulture,
            $"{actual:0.####}, expected {low:0.####} to {high:0.####}"
        );
        return actual >= low && actual <= high ? new Checked(claim, found, source) : throw Failed(claim, found, source);
    }

    // What rounds to nothing shows as 0, not as -0.
    private static double Shown(double value) => Math.Abs(value) < 5e-11 ? 0 : value;

    private static ClaimFailedException Failed(string claim, string found, string source) =>
        new($"✘ {claim}: {found}" + (source.Length > 0 ? $" ({source})" : ""));
}

/// <summary>How a <see cref="Checked"/> shows in a notebook. Found by the formatter convention.</summary>
public sealed class CheckedFormatters : ITypeFormatterSource
{
    /// <inheritdoc/>
    public IEnumerable<ITypeFormatter> CreateTypeFormatters() =>
        [
            new HtmlFormatter<Checked>(
                (check, context) =>
                    context.Writer.Write(
                        !check.Made
                            ? $"<p style=\"margin:0;opacity:0.75\">– {WebUtility.HtmlEncode(check.Found)}: "
                                + $"{WebUtility.HtmlEncode(check.Claim)}</p>"
                            : $"<p style=\"margin:0\"><strong style=\"color:#009E73\">✔</strong> "
                                + $"{WebUtility.HtmlEncode(check.Claim)}: "
                                + $"<code>{WebUtility.HtmlEncode(check.Found)}</code>"
                                + (
                                    check.Source.Length > 0
                                        ? " <small style=\"opacity:0.75\">("
                                            + $"{WebUtility.HtmlEncode(check.Source)})</small>"
                                        : ""
                                )
                                + "</p>"
                    )
            ),
            new PlainTextFormatter<Checked>((check, context) => context.Writer.Write(check.ToString())),
        ];
}
