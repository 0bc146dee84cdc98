using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.CSharp.Errors;

/// <summary>Exceptions thrown by a cell in the words of its reader.</summary>
internal static partial class RuntimeErrors
{
    private const int MostFrames = 60;

    // The engine's own frames and the plumbing of async code say nothing to the reader of a cell.
    private static readonly string[] Hidden =
    [
        "__Guard.",
        "R1Workbook.Kernel.Debugging.",
        "R1Workbook.Kernel.CSharp.",
        "R1Workbook.Kernel.Host.",
        "R1Workbook.Kernel.Interrupts.",
        "R1Workbook.Kernel.Languages.",
        "R1Workbook.Kernel.Session.",
        "System.Runtime.CompilerServices.",
        "System.Runtime.ExceptionServices.",
        "System.Threading.Tasks.Task.ThrowIfExceptional",
        "System.Threading.Tasks.Task`1.GetResultCore",
        "System.ThrowHelper.",
        "Internal.Runtime.CompilerHelpers.",
    ];

    /// <summary>The exception with the line of the cell that threw or called what threw, and a stack without the
    /// engine's own frames.</summary>
    /// <param name="exception">What the cell threw.</param>
    /// <param name="fileName">The cell, for example In[7].</param>
    /// <param name="reached">The line of the statement that ran last, for code whose debug information was optimised
    /// away.</param>
    public static CellError Describe(Exception exception, string fileName, int? reached = null)
    {
        Exception thrown = Unwrapped(exception);
        var lines = new List<string>();
        Write(exception, fileName, reached, "", lines);
        return new CellError(
            CellErrorKind.Thrown,
            thrown.GetType().Name,
            thrown.Message,
            Line(thrown, fileName) ?? Line(exception, fileName) ?? reached,
            lines
        );
    }

    // What Wait() and a static constructor wrap around the one exception that matters.
    private static Exception Unwrapped(Exception exception) =>
        exception switch
        {
            AggregateException { InnerExceptions.Count: 1 }
            or TypeInitializationException { InnerException: not null }
            or TargetInvocationException { InnerException: not null } => Unwrapped(exception.InnerException!),
            _ => exception,
        };

    // The innermost frame in this cell: its own throw, or its call of what threw.
    private static int? Line(Exception exception, string fileName) =>
        new StackTrace(exception, fNeedFileInfo: true)
            .GetFrames()
            .Where(f => f.GetFileName() == fileName && f.GetFileLineNumber() > 0)
            .Select(f => (int?)f.GetFileLineNumber())
            .FirstOrDefault();

    private static void Write(Exception exception, string fileName, int? reached, string indent, List<string> lines)
    {
        string[] message = exception.Message.ReplaceLineEndings("\n").Split('\n');
        lines.Add($"{indent}{exception.GetType()}: {message[0]}");
        lines.AddRange(message.Skip(1).Select(l => indent + l));
        List<string> frames =
        [
            .. new StackTrace(exception, fNeedFileInfo: true)
                .GetFrames()
                .Select(f => Frame(f, fileName, reached))
                .OfType<string>(),
        ];
        lines.AddRange(frames.Take(MostFrames).Select(f => $"{indent}   at {f}"));
        if (frames.Count > MostFrames)
        {
            lines.Add(
                string.Create(CultureInfo.InvariantCulture, $"{indent}   ... {frames.Count - MostFrames} more frames")
            );
        }

        IEnumerable<Exception> inner =
            exception is AggregateException several ? several.InnerExceptions
            : exception.InnerException is { } one ? [one]
            : [];
        foreach (Exception next in inner.Take(10))
        {
            lines.Add(indent + " ---> caused by");
            Write(next, fileName, reached, indent + "   ", lines);
        }
    }

    // One frame, or null where it is not for the reader.
    private static string? Frame(StackFrame frame, string fileName, int? reached)
    {
        if (frame.GetMethod() is not { } method)
        {
            return null;
        }

        string type = method.DeclaringType?.FullName ?? "";
        string full = $"{type}.{method.Name}";
        if (Hidden.Any(h => full.StartsWith(h, StringComparison.Ordinal)) || method.Name == "<Factory>")
        {
            return null;
        }

        string name = Name(method, type);
        bool isCell = type.StartsWith("Submission#", StringComparison.Ordinal) && name.Length == 0;
        int line = frame.GetFileLineNumber();
        string? place =
            frame.GetFileName() is { } file && line > 0
                ? string.Create(CultureInfo.InvariantCulture, $"{file}, line {line}")
            : isCell && reached is not null ? string.Create(CultureInfo.InvariantCulture, $"{fileName}, line {reached}")
            : null;
        return name.Length == 0 ? place ?? fileName
            : place is null ? name
            : $"{name} in {place}";
    }

    // The name as it is written in the cell: without the types and names that the compiler makes up. Empty for the
    // cell's own statements.
    private static string Name(MethodBase method, string type)
    {
        string name = method.Name;
        string owner = type.Replace('+', '.');
        if (name == "MoveNext" && StateMachine().Match(type) is { Success: true } machine)
        {
            (owner, name) = (type[..machine.Index].Replace('+', '.'), machine.Groups[1].Value);
        }

        owner = Closure().Replace(Submission().Replace(owner, ""), "").Trim('.');
        name =
            LocalFunction().Match(name) is { Success: true } local ? local.Groups[1].Value
            : Lambda().Match(name) is { Success: true } lambda
                ? lambda.Groups[1].Value is "<Initialize>" or "" ? "a lambda"
                    : $"a lambda in {lambda.Groups[1].Value}"
            : name;
        if (name is "<Initialize>")
        {
            return "";
        }

        string parameters =
            method.Name == "MoveNext" || name.StartsWith("a lambda", StringComparison.Ordinal)
                ? ""
                : $"({string.Join(", ", method.GetParameters().Where(IsWritten).Select(Written))})";
        return name is ".ctor" ? $"new {owner}{parameters}"
            : owner.Length == 0 || name.StartsWith("a lambda", StringComparison.Ordinal) ? name + parameters
            : $"{owner}.{name}{parameters}";
    }

    // Not one that the compiler adds for the variables that a local function uses.
    private static bool IsWritten(ParameterInfo parameter) =>
        parameter.Name is not null && !parameter.ParameterType.Name.Contains("<>c__", StringComparison.Ordinal);

    private static string Written(ParameterInfo parameter) =>
        $"{parameter.ParameterType.Name.TrimEnd('&')} {parameter.Name}";

    [GeneratedRegex(@"\+<(<.*>|.*?)>d(__\d+(_\d+)?)?(`\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex StateMachine();

    [GeneratedRegex(@"^Submission#\d+", RegexOptions.CultureInvariant)]
    private static partial Regex Submission();

    [GeneratedRegex(@"\.?<>c(__DisplayClass\d+_\d+)?(`\d+)?", RegexOptions.CultureInvariant)]
    private static partial Regex Closure();

    [GeneratedRegex(@"^<.*>g__(.+?)\|\d+(_\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex LocalFunction();

    [GeneratedRegex(@"^<(<.*>|.*?)>b__\d+(_\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Lambda();
}
