using System.CommandLine;

namespace R1Workbook.Cli.Evaluation;

/// <summary>Options whose value is checked when the command line is read.</summary>
internal static class CheckedOption
{
    /// <summary>A text.</summary>
    public static Option<string?> Text(string name, string description) => new(name) { Description = description };

    /// <summary>A whole number from 1.</summary>
    public static Option<int?> Positive(string name, string description)
    {
        Option<int?> option = new(name) { Description = description };
        option.Validators.Add(given =>
        {
            if (given.GetValue(option) is <= 0)
                given.AddError($"{name} should be a positive number.");
        });
        return option;
    }

    /// <summary>A price from 0.</summary>
    public static Option<double?> Price(string name, string description)
    {
        Option<double?> option = new(name) { Description = description };
        option.Validators.Add(given =>
        {
            if (given.GetValue(option) is not (null or (>= 0 and < double.PositiveInfinity)))
                given.AddError($"{name} should be a price, 0 or more.");
        });
        return option;
    }
}
