using System.ComponentModel;
using System.Diagnostics;

namespace R1Workbook.Golden.Tests.Values;

/// <summary>Files of values are what their scripts write.</summary>
public class ScriptTests
{
    private static readonly string? Python = new[] { "python3", "python" }.FirstOrDefault(Runs);

    // What a script says that needs a package which is not installed.
    private const int CannotRun = 3;

    [Fact]
    public void The_file_is_what_the_script_writes() => AssertWrites(ValuesFile.Of("values.py"));

    /// <summary>Fails where the file beside a script is not what the script writes.</summary>
    internal static void AssertWrites(string script)
    {
        // Where no Python is installed there is nothing to compare with; the file itself is tested all the same.
        if (Python is null)
            return;
        (int code, string printed) = Run(Python, script, "--check");
        Assert.True(code is 0 or CannotRun, printed);
    }

    private static bool Runs(string python)
    {
        try
        {
            return Run(python, "--version").Code == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static (int Code, string Printed) Run(string python, params string[] arguments)
    {
        ProcessStartInfo start = new(python, arguments) { RedirectStandardError = true, UseShellExecute = false };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using Process process = Process.Start(start)!;
        string printed = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, printed);
    }
}
