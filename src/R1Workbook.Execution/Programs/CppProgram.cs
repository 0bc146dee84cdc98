using System.Text.RegularExpressions;
using R1Workbook.Execution.Sandboxes;

namespace R1Workbook.Execution.Programs;

internal sealed partial record CppProgram() : CodeLanguage("cpp", ["c++", "cc", "cxx"], "main.cpp")
{
    // What comparisons of texts and lists call. The linker says which file defines each.
    private static readonly string[] Comparing =
    [
        "memcmp",
        "bcmp",
        "__memcmpeq",
        "wmemcmp",
        "strcmp",
        "strncmp",
        "strlen",
        "memchr",
    ];

    private static readonly string Traced =
        "-Wl," + string.Join(",", Comparing.Select(name => "--trace-symbol=" + name));

    internal override string? Refusal(string compilerSaid) =>
        Definition().Match(compilerSaid) is { Success: true } found
            ? $"the answer replaces {found.Groups["name"].Value} of the C library, which the tests compare with"
            : null;

    [GeneratedRegex(@"\.o: definition of (?<name>\w+)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Definition();

    // The compiler reads the source from its input: where there is no file, an answer cannot include or embed the
    // tests that stand beside it.
    internal override void Write(string folder, string source) { }

    internal override SandboxCommand Compiler(string folder, string source) =>
        new(["/usr/bin/g++", "-std=c++17", "-O2", "-pipe", "-o", "/program/main", Traced, "-x", "c++", "-"], folder)
        {
            WritesFolder = true,
            Input = source,
        };

    // What may be run but not read shows its code neither as a file nor through /proc.
    internal override void Seal(string folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(
                Path.Combine(folder, "main"),
                UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute
            );
        }
    }

    internal override SandboxCommand Program(string folder) => new(["/program/main"], folder);

    internal override string? Guarded(string source, CodeTest.Assertion assertion, TestKey key)
    {
        int end = assertion.Code.LastIndexOf('}');
        if (end < 0)
            return null;
        string tests = assertion.Code[..end] + $" r1_done_{key.Suffix}();\n}}\n",
            guard = Guard(key);
        // Tests that stand before the answer know nothing of its macros and operators.
        if (assertion.Before.Length > 0)
            return $"{assertion.Before}\n{guard}\n{tests}\n#undef assert\n#include <assert.h>\n{source}\n";
        // Here the answer comes first, and the least is that its macros end with it.
        IEnumerable<string> macros = Macro()
            .Matches(source.Replace("\\\n", "", StringComparison.Ordinal))
            .Select(macro => $"#undef {macro.Groups["name"].Value}\n");
        return $"{source}\n{string.Concat(macros)}{guard}\n{tests}";
    }

    [GeneratedRegex(
        @"(\#|%:|\?\?=)(\s|/\*.*?\*/)*define(\s|/\*.*?\*/)+(?<name>\w+)",
        RegexOptions.Singleline | RegexOptions.CultureInvariant
    )]
    private static partial Regex Macro();

    // An assertion does not end the program but is remembered; where one fails, the key is not written. Comparisons are
    // tried at the end too, for an answer can replace functions of the C library that they call. For the same reason
    // nothing here ends the program: what stands behind a call that never returns is reached when the call is replaced.
    private static string Guard(TestKey key) =>
        $$"""
            #include <cstdio>
            #include <cstring>
            static bool r1_passed_{{key.Suffix}} = true;
            static inline void r1_check_{{key.Suffix}}(bool passed, const char *test) {
                bool told = !r1_passed_{{key.Suffix}};
                r1_passed_{{key.Suffix}} = !told && passed;
                if (!told && !passed) std::fprintf(stderr, "Assertion failed: %.200s\n", test);
            }
            // In place, so that no answer without a return statement runs on into it.
            static inline __attribute__((always_inline)) void r1_done_{{key.Suffix}}() {
                char first[65] = {}, second[65] = {};
                for (volatile std::size_t size = 1; size <= 64; size++) {
                    std::memset(first, 'x', size);
                    std::memset(second, 'x', size);
                    second[size - 1] = 'y';
                    bool differ = std::memcmp(first, second, size) != 0 && std::strcmp(first, second) != 0;
                    r1_check_{{key.Suffix}}(differ, "what differs compares as different");
                }
                volatile unsigned long long a = {{key.First}}ULL, b = {{key.Second}}ULL;
                if (r1_passed_{{key.Suffix}}) {
                    std::fflush(stdout);
                    std::printf("\n%016llx\n", a ^ b);
                    std::fflush(stdout);
                }
            }
            #undef assert
            #define assert(...) r1_check_{{key.Suffix}}(static_cast<bool>(__VA_ARGS__), #__VA_ARGS__)
            """;
}
