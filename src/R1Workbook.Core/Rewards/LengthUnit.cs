namespace R1Workbook.Core.Rewards;

/// <summary>In what a length is measured.</summary>
public enum LengthUnit
{
    /// <summary>Tokens, as the papers do.</summary>
    Tokens,

    /// <summary>UTF-16 characters, as open-r1 does.</summary>
    Characters,
}
