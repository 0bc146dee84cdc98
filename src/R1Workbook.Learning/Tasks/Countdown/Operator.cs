namespace R1Workbook.Learning.Tasks.Countdown;

/// <summary>An operator of the countdown, modulo 10.</summary>
public enum Operator
{
    /// <summary>Addition modulo 10.</summary>
    Add,

    /// <summary>Subtraction modulo 10; the result is never negative.</summary>
    Subtract,

    /// <summary>Multiplication modulo 10.</summary>
    Multiply,
}
