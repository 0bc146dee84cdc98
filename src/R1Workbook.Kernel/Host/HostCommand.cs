using System.Reflection;

namespace R1Workbook.Kernel.Host;

/// <summary>The command line that starts a process which calls <see cref="CellHost.Run"/>; the pipe's name is added at
/// its end.</summary>
/// <param name="FileName">The program.</param>
/// <param name="Arguments">Its arguments before the pipe's name.</param>
public sealed record HostCommand(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>This very program with other arguments, whether started by its own name or as <c>dotnet
    /// program.dll</c>.</summary>
    /// <param name="arguments">The arguments.</param>
    public static HostCommand ThisProgram(params string[] arguments)
    {
        string program =
            Environment.ProcessPath ?? throw new InvalidOperationException("The path of this program is not known.");
        bool isDotnet = Path.GetFileNameWithoutExtension(program) == "dotnet";
        return new HostCommand(program, isDotnet ? [Assembly.GetEntryAssembly()!.Location, .. arguments] : arguments);
    }
}
