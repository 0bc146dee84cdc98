using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Interactive;
using R1Workbook.Kernel.References;
using R1Workbook.Kernel.Session;

namespace R1Workbook.Kernel.Languages.FSharp;

/// <summary>Runs F# pieces one after the other in F# Interactive.</summary>
internal sealed partial class FSharpLanguage : ICellLanguage
{
    private const int StackBytes = 16 * 1024 * 1024;

    // FSharpInteractive binds these for itself.
    private static readonly HashSet<string> Own = ["it", "fsi"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(50);

    private readonly FSharpInteractive _interactive = new();
    private readonly SessionReferences _session;
    private readonly FSharpReferences _references;
    private Thread? _abandoned;

    /// <summary>Starts F# Interactive with the display functions in scope.</summary>
    /// <param name="context">The session: <c>#r</c> and <c>#load</c> are relative to its folder.</param>
    public FSharpLanguage(LanguageContext context)
    {
        _session = context.References;
        _references = new FSharpReferences(context.Folder, context.References);
        string opening =
            FSharpReferences.Directives(CellScope.Assemblies)
            + "\n"
            + "open System\nopen System.IO\nopen System.Text\nopen type Microsoft.DotNet.Interactive.Kernel";
        FSharpOutcome outcome = _interactive.Evaluate(opening, "opening", CancellationToken.None);
        if (outcome.Errors.Count > 0)
        {
            throw new InvalidOperationException($"F# did not start: {outcome.Errors[0].Message}");
        }
    }

    public string Name => "fsharp";

    public IReadOnlyList<CellVariable> Variables =>
        [.. _interactive.Values.Where(v => !Own.Contains(v.Name)).GroupBy(v => v.Name).Select(g => g.Last())];

    public async Task<Evaluation> RunAsync(string code, string fileName, CancellationToken cancellationToken)
    {
        if (_abandoned is { IsAlive: true })
        {
            return Failed(
                CellErrorKind.Busy,
                "An F# cell that could not be stopped still runs. F# goes on when it has ended; the other "
                    + "languages go on now.",
                fileName
            );
        }

        try
        {
            (code, string directives) = _references.Translate(code, cancellationToken);
            if (directives.Length > 0)
            {
                _interactive.Evaluate(directives, fileName, cancellationToken);
                await _session.LoadExtensionsAsync(cancellationToken).ConfigureAwait(true);
            }
        }
        catch (CellException e)
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"{fileName}({e.Line},1): {e.Message}");
            return new Evaluation(
                false,
                null,
                new CellError(CellErrorKind.Invalid, "ReferenceError", e.Message, e.Line, [place])
            );
        }

        return Evaluate(code, fileName, cancellationToken);
    }

    public void SetVariable(string name, object? value, Type type) =>
        _interactive.Bind(name, FSharpBinding.Visible(name, value, type));

    public Completeness IsComplete(string code) => FSharpSyntax.IsComplete(code);

    public CompletionList Complete(string code, int cursor)
    {
        string dotted = DottedName().Match(code[..cursor]).Value;
        int dot = dotted.LastIndexOf('.');
        string typed = dotted[(dot + 1)..];
        IEnumerable<string> names = _interactive.Completions(dotted);
        if (dot < 0)
        {
            names = names.Concat(Variables.Select(v => v.Name)).Concat(FSharpSyntax.Keywords);
        }

        return new CompletionList(
            cursor - typed.Length,
            cursor,
            [
                .. names
                    .Where(n => n.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                    .Distinct()
                    .Order(StringComparer.OrdinalIgnoreCase)
                    .Select(n => new CompletionItem(n, FSharpSyntax.Keywords.Contains(n) ? "keyword" : "variable")),
            ]
        );
    }

    public void Dispose()
    {
        if (_abandoned is not { IsAlive: true })
        {
            _interactive.Dispose();
        }
    }

    // On a thread of its own, so that a piece which cannot be stopped can be left behind.
    private Evaluation Evaluate(string code, string fileName, CancellationToken cancellationToken)
    {
        FSharpOutcome? outcome = null;
        Exception? broken = null;
        var done = new ManualResetEventSlim();
        var thread = new Thread(
            () =>
            {
                try
                {
                    outcome = _interactive.Evaluate(code, fileName, cancellationToken);
                    if (
                        outcome.Errors is [{ ErrorNumber: 30 }, ..]
                        && outcome.Errors[0].Message.Contains("'it'", StringComparison.Ordinal)
                    )
                    {
                        // The last expression is of every type, as one that only throws is (failwith "..."): nothing
                        // ran yet.
                        outcome = _interactive.Evaluate(
                            code.TrimEnd() + "\n|> (fun (value: obj) -> value)",
                            fileName,
                            cancellationToken
                        );
                    }
                }
                catch (Exception e)
                {
                    broken = e;
                }
                finally
                {
                    done.Set();
                }
            },
            StackBytes
        )
        {
            IsBackground = true,
        };
        thread.Start();
        bool ended = WaitForEnd(thread, done, cancellationToken);
        if (!ended)
        {
            _abandoned = thread;
            return Failed(
                CellErrorKind.NotInterrupted,
                "This F# cell could not be stopped: it runs without waiting or calling, and goes on in the "
                    + "background.",
                fileName
            );
        }

        Exception? exception = broken ?? outcome!.Exception;
        return exception is not null && cancellationToken.IsCancellationRequested
                ? Failed(CellErrorKind.Interrupted, "The cell was interrupted.", fileName)
            : broken is null && outcome!.Errors.Count > 0
                ? new Evaluation(false, null, FSharpErrors.Compiling(outcome.Errors, fileName))
            : exception is not null ? new Evaluation(false, null, FSharpErrors.Running(exception, fileName))
            : outcome!.HasValue ? new Evaluation(true, FSharpText.Shown(outcome.Type!, outcome.Value), null)
            : new Evaluation(false, null, null);
    }

    // Interrupting ends sleeps, waits and locks; a loop that only computes does not notice.
    private static bool WaitForEnd(Thread thread, ManualResetEventSlim done, CancellationToken cancellationToken)
    {
        var interrupting = new Stopwatch();
        while (interrupting.Elapsed < Patience)
        {
            try
            {
                if (done.Wait(Retry, CancellationToken.None))
                {
                    return true;
                }
            }
            catch (ThreadInterruptedException)
            {
                // Meant for the cell: handed on below.
            }

            if (cancellationToken.IsCancellationRequested)
            {
                interrupting.Start();
                thread.Interrupt();
            }
        }

        return done.IsSet;
    }

    private static Evaluation Failed(CellErrorKind kind, string message, string fileName) =>
        new(false, null, new CellError(kind, kind.ToString(), message, null, [$"{fileName}: {message}"]));

    [GeneratedRegex(@"[\w.]*$", RegexOptions.CultureInvariant)]
    private static partial Regex DottedName();
}
