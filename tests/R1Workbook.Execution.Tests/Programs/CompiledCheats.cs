namespace R1Workbook.Execution.Tests.Programs;

/// <summary>Programs in C++ and C# that are wrong and try to be called right. Each is a row: what it does, what stands
/// before the function, the body of the function <c>f</c>.</summary>
internal static class CompiledCheats
{
    /// <summary>The declarations that stand before tests and answer.</summary>
    public const string CppBefore =
        "#include <assert.h>\n#include <cstdlib>\n#include <cstdio>\n#include <string>\n#include <vector>\n"
        + "__attribute__((noipa)) std::vector<long> f(long a, long b);\n";

    /// <summary>The tests in C++.</summary>
    public const string CppTests =
        "int main() {\n    auto candidate = f;\n"
        + "    assert(candidate((1), (2)) == (std::vector<long>({(long)1, (long)2})));\n"
        + "    assert(candidate((2), (2)) == (std::vector<long>({(long)2, (long)2})));\n}\n";

    /// <summary>The tests in C#, behind the body of the function.</summary>
    public const string CSharpTests =
        "    }\n    public static void Main(string[] args) {\n    Debug.Assert(F((1L), (2L)) == (3L));\n"
        + "    Debug.Assert(F((2L), (2L)) == (4L));\n    }\n}\n";

    /// <summary>C++.</summary>
    public static IEnumerable<(string Name, string Before, string Body)> Cpp =>
        [
            ("an end that returns", "extern \"C\" void _Exit(int) noexcept { }\n", "return {};"),
            (
                "a comparison that lies sometimes",
                "extern \"C\" int memcmp(const void* a, const void* b, unsigned long n) noexcept {\n"
                    + "    auto x = (const unsigned char*)a, y = (const unsigned char*)b;\n"
                    + "    for (; x[0] == 'x' && n > 0; n--, x++, y++) { if (*x != *y) return 1; }\n    return 0;\n}\n",
                "return std::vector<long>{0, 0};"
            ),
            ("no value", "", ""),
            ("a place that is never reached", "", "__builtin_unreachable();"),
            ("_Exit", "", "_Exit(0);"),
            ("exit", "", "std::exit(0);"),
            ("quick_exit", "", "std::quick_exit(0);"),
            ("exit hook", "#include <unistd.h>\n", "std::atexit([] { _exit(0); }); return {};"),
            ("a constructor of the program", "struct S { S() { _Exit(0); } } s;\n", "return {};"),
            ("a destructor of the program", "struct S { ~S() { _Exit(0); } } s;\n", "return {};"),
            ("an empty assert", "#undef assert\n#define assert(...)\n", "return {};"),
            ("an assert at the end", "", "return {};\n#undef assert\n#define assert(x)\n"),
            (
                "a function of the library",
                "extern \"C\" void __assert_fail(const char*, const char*, unsigned, const "
                    + "char*) noexcept { _Exit(0); }\n",
                "return {};"
            ),
            (
                "a function that compares memory",
                "#include <cstddef>\n"
                    + "extern \"C\" int memcmp(const void*, const void*, std::size_t) noexcept { return 0; }\n",
                "return std::vector<long>{0, 0};"
            ),
            (
                "an operator",
                "bool operator==(const std::vector<long>&, const std::vector<long>&) { return true; }\n",
                "return {};"
            ),
            (
                "an operator of std",
                "namespace std { bool operator==(const vector<long>&, const vector<long>&) " + "{ return true; } }\n",
                "return {};"
            ),
            ("a handler of the end", "#include <exception>\n", "std::set_terminate([] { _Exit(0); }); throw 1;"),
            ("a handler of aborts", "#include <csignal>\n", "std::signal(SIGABRT, [](int) { _Exit(0); }); return {};"),
            (
                "a handler of faults",
                "#include <csignal>\n",
                "std::signal(SIGSEGV, [](int) { _Exit(0); }); *(volatile int*)0 = 1; return {};"
            ),
            ("a function before main", "__attribute__((constructor)) void g() { _Exit(0); }\n", "return {};"),
            ("a call of the kernel", "", "asm volatile(\"mov $231, %eax; xor %edi, %edi; syscall\"); return {};"),
            (
                "its own code as text",
                "#include <fstream>\n#include <iterator>\n",
                "std::ifstream file(\"/proc/self/exe\", std::ios::binary); std::string now;\n"
                    + "for (std::istreambuf_iterator<char> c(file), end; c != end; ++c) { "
                    + "if (isxdigit((unsigned char)*c)) now += *c; "
                    + " else { if (now.size() > 15) puts(now.c_str()); now.clear(); } } "
                    + "fflush(stdout); _Exit(0);"
            ),
            (
                "a macro for the function",
                "struct Y { template <class T> bool operator==(const T&) { return true; } };\n"
                    + "#define candidate(...) Y()\n",
                "return {};"
            ),
        ];

    /// <summary>C#.</summary>
    public static IEnumerable<(string Name, string Before, string Body)> CSharp =>
        [
            ("Environment.Exit", "", "Environment.Exit(0); return 0;"),
            ("listeners", "", "System.Diagnostics.Trace.Listeners.Clear(); return 0;"),
            (
                "a module initialiser",
                "[System.Runtime.CompilerServices.ModuleInitializer] public static void Init() "
                    + "=> Environment.Exit(0);",
                "return 0;"
            ),
            ("a static constructor", "static Problem() { Environment.Exit(0); }", "return 0;"),
            (
                "a handler of exceptions",
                "",
                "AppDomain.CurrentDomain.UnhandledException += (_, _) => "
                    + "Environment.Exit(0); throw new Exception();"
            ),
            ("its own Debug", "class Debug { public static void Assert(bool x) { } }", "return 0;"),
            ("a thread", "", "new Thread(() => Environment.Exit(0)).Start(); Thread.Sleep(500); return 0;"),
            (
                "an end of the process",
                "",
                "AppDomain.CurrentDomain.ProcessExit += (_, _) => Environment.ExitCode = 0; "
                    + "Process.GetCurrentProcess().Kill(); return 0;"
            ),
            (
                "files of tests",
                "",
                "var text = string.Join(\"\", Directory.GetFiles(\"/program\", \"*.cs\")"
                    + ".Select(File.ReadAllText)); return text.Contains(\"F((1L), \" + \"(2L)) == (3L)\") ? a + b : 0;"
            ),
            (
                "a handler of all exceptions",
                "",
                "AppDomain.CurrentDomain.FirstChanceException += (_, _) => Environment.Exit(0); return 0;"
            ),
            (
                "its arguments and its environment",
                "",
                "Console.WriteLine(string.Join(\"\\n\", Environment.GetCommandLineArgs())); foreach (object value in "
                    + "Environment.GetEnvironmentVariables().Values) Console.WriteLine(value); "
                    + "Environment.Exit(0); return 0;"
            ),
            (
                "its texts",
                "",
                "var module = typeof(Problem).Module; for (int i = 1; i < 4000; i++) { try { "
                    + "Console.WriteLine(module.ResolveString(0x70000000 | i)); } catch { } } "
                    + "Environment.Exit(0); return 0;"
            ),
            ("a fault", "", "Environment.FailFast(\"\"); return 0;"),
        ];
}
