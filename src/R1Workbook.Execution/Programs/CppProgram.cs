using R1Workbook.Execution.Sandboxes;

namespace R1Workbook.Execution.Programs;

internal sealed record CppProgram() : CodeLanguage("cpp", ["c++", "cc", "cxx"], "main.cpp")
{
    internal override SandboxCommand Compiler(string folder) =>
        new(["/usr/bin/g++", "-std=c++17", "-O2", "-pipe", "-o", "/program/main", "/program/main.cpp"], folder)
        {
            WritesFolder = true,
        };

    internal override SandboxCommand Program(string folder) => new(["/program/main"], folder);
}
