using R1Workbook.Core.Sandboxes;

namespace R1Workbook.Core.Rewards.Code;

internal sealed record PythonLanguage() : CodeLanguage("python", ["py", "python3"], "main.py")
{
    // -I: no user site, no environment, no import from the current folder.
    internal override SandboxCommand Program(string folder) =>
        new(["/usr/bin/python3", "-I", "/program/main.py"], folder);
}
