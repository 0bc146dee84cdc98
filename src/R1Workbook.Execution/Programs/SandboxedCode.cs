using R1Workbook.Execution.Sandboxes;

namespace R1Workbook.Execution.Programs;

/// <summary>Runs answers that are programs against their tests.</summary>
public static class SandboxedCode
{
    /// <summary>The verdict of all tests.</summary>
    /// <exception cref="InvalidOperationException">There is no sandbox on this machine; the message says what to
    /// install.</exception>
    public static CodeVerdict Judge(
        string fenced,
        CodeLanguage language,
        IReadOnlyList<CodeTest> tests,
        SandboxLimits limits,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return CodeReward.JudgeAsync(fenced, language, tests, limits, cancellationToken).GetAwaiter().GetResult();
        }
        catch (SandboxException exception)
        {
            throw new InvalidOperationException(exception.Message, exception);
        }
    }
}
