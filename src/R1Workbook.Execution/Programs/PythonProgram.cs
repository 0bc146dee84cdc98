using R1Workbook.Execution.Sandboxes;

namespace R1Workbook.Execution.Programs;

internal sealed record PythonProgram() : CodeLanguage("python", ["py", "python3"], "main.py")
{
    // -I: no user site, no environment, no import from the current folder.
    internal override SandboxCommand Program(string folder) =>
        new(["/usr/bin/python3", "-I", "/program/main.py"], folder);
}
