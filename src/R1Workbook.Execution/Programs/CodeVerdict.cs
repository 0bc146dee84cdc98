namespace R1Workbook.Execution.Programs;

/// <summary>What became of one test.</summary>
/// <param name="Passed">Whether the program did what it should.</param>
/// <param name="Reason">Why, in one line.</param>
public sealed record CodeTestResult(bool Passed, string Reason);

/// <summary>The judgement of a program by its tests.</summary>
/// <param name="Tests">The result of each test, in their order; all failed where the program did not compile.</param>
/// <param name="Reason">Why, in one line.</param>
public sealed record CodeVerdict(IReadOnlyList<CodeTestResult> Tests, string Reason)
{
    /// <summary>The share of tests passed, 0 to 1; 0 without tests.</summary>
    public double Share => Tests.Count == 0 ? 0 : (double)Tests.Count(test => test.Passed) / Tests.Count;

    /// <summary>Whether every test was passed.</summary>
    public bool AllPassed => Tests.Count > 0 && Tests.All(test => test.Passed);
}
