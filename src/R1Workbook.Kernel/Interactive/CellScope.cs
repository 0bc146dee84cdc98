namespace R1Workbook.Kernel.Interactive;

/// <summary>What is in the scope of cells without a using.</summary>
internal static class CellScope
{
    /// <summary>The namespaces of the .NET Interactive dialect.</summary>
    public static IReadOnlyList<string> Namespaces { get; } =
    [
        "System",
        "System.Text",
        "System.Collections",
        "System.Collections.Generic",
        "System.Threading.Tasks",
        "System.Linq",
    ];

    /// <summary>The types whose static members are in scope.</summary>
    public static IReadOnlyList<Type> Types { get; } =
    [typeof(Microsoft.DotNet.Interactive.Kernel), typeof(CellFunctions), typeof(ShowExtensions)];

    /// <summary>Namespaces and types by their names, as the compiler of scripts takes them.</summary>
    public static IReadOnlyList<string> Imports { get; } = [.. Namespaces, .. Types.Select(type => type.FullName!)];

    /// <summary>The same as lines of C#.</summary>
    public static string GlobalUsings { get; } =
        string.Concat(Namespaces.Select(name => $"global using {name};"))
        + string.Concat(Types.Select(type => $"global using static {type.FullName};"));

    /// <summary>The assemblies besides .NET's own that cells see.</summary>
    public static IReadOnlyList<string> Assemblies { get; } =
    [
        typeof(Microsoft.DotNet.Interactive.Kernel).Assembly.Location,
        typeof(Microsoft.DotNet.Interactive.Formatting.Formatter).Assembly.Location,
        typeof(Microsoft.AspNetCore.Html.IHtmlContent).Assembly.Location,
        typeof(CellFunctions).Assembly.Location,
    ];
}
