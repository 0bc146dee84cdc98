using System.Reflection;
using R1Workbook.Kernel.References;

namespace R1Workbook.Kernel.Outputs;

/// <summary>plotly.js, out of the Plotly.NET package of the host program: charts are drawn without a network.</summary>
public static class PlotlyScript
{
    private static readonly Lazy<string?> Path = new(() => new HostAssemblies().Find("Plotly.NET"));

    /// <summary>The script's text as a stream; null when the host program does not bring Plotly.NET.</summary>
    public static Stream? Open()
    {
        if (Path.Value is not { } path)
        {
            return null;
        }

        Assembly assembly = Assembly.LoadFrom(path);
        return
            assembly
                .GetManifestResourceNames()
                .FirstOrDefault(name =>
                    name.Contains(".plotly-", StringComparison.Ordinal)
                    && name.EndsWith(".min.js", StringComparison.Ordinal)
                )
                is { } name
            ? assembly.GetManifestResourceStream(name)
            : null;
    }

    /// <summary>A script element that puts plotly.js on a page that has none yet and lets waiting charts draw; null as
    /// for <see cref="Open"/>.</summary>
    /// <remarks>Pages with RequireJS (Jupyter Notebook) offer <c>define</c>, which plotly.js would take instead of the
    /// page.</remarks>
    public static string? Element()
    {
        using Stream? stream = Open();
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        string text = reader.ReadToEnd().Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase);
        return "<script type=\"text/javascript\">if(!window.Plotly){(function(define,module,exports){"
            + text
            + "\n}).call(window);}window.dispatchEvent(new Event(\"plotly-ready\"));</script>";
    }
}
