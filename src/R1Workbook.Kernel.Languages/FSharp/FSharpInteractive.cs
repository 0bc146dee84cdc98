using FSharp.Compiler.Diagnostics;
using FSharp.Compiler.Interactive;
using Microsoft.FSharp.Core;
using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.Languages.FSharp;

/// <summary>F# Interactive in this process: all calls into the F# types of its API are here.</summary>
/// <remarks>Creating one takes about two seconds and 130 MB, so it is created at the first F# cell.</remarks>
internal sealed class FSharpInteractive : IDisposable
{
    // usesdkrefs-: F# takes the assemblies of this process, so that "int" is C#'s int. multiemit+ and debug+: frames
    // carry lines.
    private static readonly string[] Arguments =
    [
        "fsi",
        "--noninteractive",
        "--nologo",
        "--gui-",
        "--quiet",
        "--multiemit+",
        "--debug+",
        "--optimize+",
        "--langversion:preview",
        "--usesdkrefs-",
    ];

    private readonly StringWriter _errors = new();
    private readonly Shell.FsiEvaluationSession _session;

    public FSharpInteractive() =>
        _session = Shell.FsiEvaluationSession.Create(
            Shell.FsiEvaluationSession.GetDefaultConfiguration(),
            Arguments,
            TextReader.Null,
            TextWriter.Null,
            _errors,
            null,
            null
        );

    /// <summary>The values that are bound now.</summary>
    public IEnumerable<CellVariable> Values =>
        _session
            .GetBoundValues()
            .Select(v => new CellVariable(v.Name, v.Value.ReflectionType, v.Value.ReflectionValue));

    /// <summary>Runs one piece.</summary>
    /// <param name="code">The text.</param>
    /// <param name="fileName">The name that diagnostics and frames carry.</param>
    /// <param name="cancellationToken">Seen between the declarations of the piece only.</param>
    public FSharpOutcome Evaluate(string code, string fileName, CancellationToken cancellationToken)
    {
        Tuple<FSharpChoice<FSharpOption<Shell.FsiValue>?, Exception>, FSharpDiagnostic[]> result =
            _session.EvalInteractionNonThrowing(
                code,
                fileName,
                FSharpOption<CancellationToken>.Some(cancellationToken)
            );
        FSharpDiagnostic[] errors = [.. result.Item2.Where(d => d.Severity.IsError)];
        return result.Item1 switch
        {
            FSharpChoice<FSharpOption<Shell.FsiValue>?, Exception>.Choice1Of2 { Item: { } option } => new FSharpOutcome(
                option.Value.ReflectionType,
                option.Value.ReflectionValue,
                null,
                errors
            ),
            FSharpChoice<FSharpOption<Shell.FsiValue>?, Exception>.Choice2Of2 { Item: { } exception } =>
                new FSharpOutcome(null, null, exception, errors),
            _ => new FSharpOutcome(null, null, null, errors),
        };
    }

    /// <summary>Binds a value under its run-time type.</summary>
    public void Bind(string name, object value) => _session.AddBoundValue(name, value);

    /// <summary>The names that complete a dotted one.</summary>
    public IEnumerable<string> Completions(string dotted) => _session.GetCompletions(dotted);

    public void Dispose() => ((IDisposable)_session).Dispose();
}

/// <summary>What a piece gave.</summary>
/// <param name="Type">The type of its last expression; null when it has none.</param>
/// <param name="Value">Its value.</param>
/// <param name="Exception">What it threw.</param>
/// <param name="Errors">Why it did not compile.</param>
internal sealed record FSharpOutcome(
    Type? Type,
    object? Value,
    Exception? Exception,
    IReadOnlyList<FSharpDiagnostic> Errors
)
{
    /// <summary>Whether there is a value to show: unit is none.</summary>
    public bool HasValue => Type is not null && Type != typeof(Unit);
}
