using R1Workbook.Core.Sandboxes;

namespace R1Workbook.Core.Rewards.Code;

internal sealed record CppLanguage() : CodeLanguage("cpp", ["c++", "cc", "cxx"], "main.cpp")
{
    internal override SandboxCommand Compiler(string folder) =>
        new(["/usr/bin/g++", "-std=c++17", "-O2", "-pipe", "-o", "/program/main", "/program/main.cpp"], folder)
        {
            WritesFolder = true,
        };

    internal override SandboxCommand Program(string folder) => new(["/program/main"], folder);
}
