using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace R1Workbook.Kernel.Jupyter;

/// <summary>Watches the process that started the kernel: a kernel whose client died would stay for ever.</summary>
internal sealed partial class ParentWatch : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly Action _gone;
    private readonly int _named;
    private readonly int _first = Parent();
    private readonly Timer _timer;

    /// <param name="gone">Called when the parent is gone; perhaps more than once.</param>
    public ParentWatch(Action gone)
    {
        _gone = gone;
        _ = int.TryParse(
            Environment.GetEnvironmentVariable("JPY_PARENT_PID"),
            CultureInfo.InvariantCulture,
            out _named
        );
        _timer = new Timer(_ => Look(), null, Every, Every);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        // A child of a process that ended gets another parent.
        if (Parent() != _first || !IsAlive(_named))
        {
            _gone();
        }
    }

    private static bool IsAlive(int id)
    {
        try
        {
            if (id > 1)
            {
                Process.GetProcessById(id).Dispose();
            }

            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static int Parent() => OperatingSystem.IsWindows() ? 0 : GetParent();

    [LibraryImport("libc", EntryPoint = "getppid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetParent();
}
