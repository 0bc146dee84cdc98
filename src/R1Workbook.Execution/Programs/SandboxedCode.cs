using R1Workbook.Execution.Sandboxes;

namespace R1Workbook.Execution.Programs;

/// <summary>Runs answers that are programs against their tests.</summary>
public static class SandboxedCode
{
    /// <summary>The verdict of all tests.</summary>
    /// <param name="source">The program as it is: no fence is looked for.</param>
    /// <param name="language">Its language.</param>
    /// <param name="tests">The tests.</param>
    /// <param name="limits">What the program may use in each test.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="InvalidOperationException">There is no sandbox on this machine; the message says what to
    /// install.</exception>
    public static CodeVerdict Judge(
        string source,
        CodeLanguage language,
        IReadOnlyList<CodeTest> tests,
        SandboxLimits limits,
        CancellationToken cancellationToken
    )
    {
        try
        {
            // A verdict is asked for synchronously (IProblem.Judge). On a thread of the pool no context is waited for.
            return Task.Run(
                    () => CodeReward.JudgeProgramAsync(source, language, tests, limits, cancellationToken),
                    cancellationToken
                )
                .GetAwaiter()
                .GetResult();
        }
        catch (SandboxException exception)
        {
            throw new InvalidOperationException(exception.Message, exception);
        }
    }
}
