using System.Globalization;

namespace R1Workbook.Book;

/// <summary>
/// The outputs of a page that bring scripts of their own. Each becomes a file beside the page and is shown in a frame
/// that may run scripts but has no origin: it reaches neither the page nor its other frames, nor the network. A script
/// of the book (frame.js) runs first and takes away what the policy of the page does not cover.
/// </summary>
/// <param name="page">The name of the page, without an extension.</param>
internal sealed class OutputFrames(string page)
{
    private static readonly string Guard = ReadGuard();

    private readonly List<(string Name, string Html)> _files = [];

    /// <summary>The files: their names and their HTML.</summary>
    public IReadOnlyList<(string Name, string Html)> Files => _files;

    /// <summary>The frame that shows some HTML.</summary>
    /// <param name="html">HTML with scripts, by anybody.</param>
    public string Show(string html)
    {
        // A shadow tree that the markup makes is one that frame.js cannot look into.
        html = html.Replace("shadowroot", "no-shadowroot", StringComparison.OrdinalIgnoreCase);
        string name = string.Create(CultureInfo.InvariantCulture, $"{page}.frame{_files.Count + 1}.html");
        _files.Add(
            (
                name,
                $"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">{ContentPolicy.OfFrame}"
                    + $"<script>{Guard}</script><title>output</title></head>\n<body>{html}</body></html>\n"
            )
        );
        return $"<iframe class=\"output\" sandbox=\"allow-scripts\" referrerpolicy=\"no-referrer\" loading=\"lazy\" "
            + $"title=\"An output with scripts of its own\" src=\"{Uri.EscapeDataString(name)}\"></iframe>";
    }

    /// <summary>The frame that runs a script.</summary>
    /// <param name="script">JavaScript by anybody.</param>
    public string Run(string script) =>
        // An end tag inside would end the element: in a string of the script the escape means the same.
        Show($"<script>{script.Replace("</", "<\\/", StringComparison.Ordinal)}</script>");

    private static string ReadGuard()
    {
        using Stream source = typeof(OutputFrames).Assembly.GetManifestResourceStream("frame.js")!;
        using StreamReader reader = new(source);
        return reader.ReadToEnd();
    }
}
