using System.CommandLine;

namespace R1Workbook.Cli;

/// <summary>The option <c>--scale</c>, the same for every verb that has it.</summary>
internal static class ScaleOption
{
    /// <summary>The option.</summary>
    /// <param name="description">What the scale decides in this verb.</param>
    public static Option<string> Create(string description)
    {
        var scale = new Option<string>("--scale") { DefaultValueFactory = _ => "laptop", Description = description };
        scale.AcceptOnlyFromAmong("smoke", "laptop", "gpu");
        return scale;
    }
}
