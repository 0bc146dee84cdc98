using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace R1Workbook.Figures;

/// <summary>
/// Reaches Plotly.NET across an assembly load context of its own. The notebook kernel of Microsoft carries an
/// FSharp.Core that is older than Plotly.NET 6 needs and that wins in the default context; only strings pass the
/// border, so neither side sees the other's types.
/// </summary>
internal static class PlotlyBridge
{
    private const string Assembly = "R1Workbook.Plotting";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static readonly Lazy<Func<string, string>> Renderer = new(Load);

    /// <summary>The figure as a Plotly figure in JSON.</summary>
    public static string Render(Figure figure) => Renderer.Value(Describe(figure));

    internal static string Describe(Figure figure)
    {
        var coloured = figure with
        {
            Series =
            [
                .. figure.Series.Select(
                    (series, index) => series with { Colour = series.Colour ?? Palette.Colour(index) }
                ),
            ],
        };
        return JsonSerializer.Serialize(coloured, Json);
    }

    private static Func<string, string> Load()
    {
        string home = Path.GetDirectoryName(typeof(PlotlyBridge).Assembly.Location)!;
        // Beside R1Workbook.dll in a build of the workbook, in a folder of its own where the package was installed, and
        // two folders up where a notebook loads R1Workbook.dll out of the package itself (lib/net10.0).
        string[] folders = [home, Path.Combine(home, "plotting"), Path.Combine(home, "..", "..", "plotting")];
        string folder = Path.GetFullPath(
            Array.Find(folders, f => File.Exists(Path.Combine(f, Assembly + ".dll"))) ?? home
        );
        string path = Path.Combine(folder, Assembly + ".dll");
        if (!File.Exists(path))
        {
            throw new FileNotFoundException(
                $"The figures need {Assembly}.dll beside R1Workbook.dll. Build with: dotnet build src/R1Workbook.Cli",
                path
            );
        }

        MethodInfo render = new PlottingContext(folder)
            .LoadFromAssemblyPath(path)
            .GetType(Assembly + ".PlotlyChart", throwOnError: true)!
            .GetMethod("Render", [typeof(string)])!;
        return render.CreateDelegate<Func<string, string>>();
    }

    private sealed class PlottingContext(string folder) : AssemblyLoadContext("Plotly.NET")
    {
        protected override Assembly? Load(AssemblyName name)
        {
            string path = Path.Combine(folder, name.Name + ".dll");
            return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
        }
    }
}
