using R1Workbook.Kernel.Cells;
using R1Workbook.Kernel.Languages.CSharp;

namespace R1Workbook.Kernel.Languages;

/// <summary>The packages that the host brings, for languages that take paths of assemblies.</summary>
internal static class HostPackages
{
    private static readonly Lazy<HostAssemblies> Host = new();

    /// <summary>The paths of a package's assemblies.</summary>
    /// <param name="directive">The text between the quotes of <c>#r</c>.</param>
    /// <param name="line">The line of the directive.</param>
    /// <exception cref="CellException">The host does not bring the package.</exception>
    public static IReadOnlyList<string> Assemblies(string directive, int line)
    {
        string package = directive.Split(':', 2)[^1].Split(',')[0].Trim();
        if (Host.Value.PackageVersion(package) is null)
        {
            throw new CellException(
                $"#r \"{directive}\": not yet supported for packages that this kernel does not bring. Reference a .dll by its path, or add the package to the program that runs the notebook.", line);
        }

        return [.. Host.Value.PackageAssemblies(package).Select(Host.Value.Find).OfType<string>()];
    }
}
