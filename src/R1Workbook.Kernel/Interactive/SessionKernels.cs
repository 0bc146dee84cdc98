using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Directives;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Utility;
using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.Interactive;

/// <summary>
/// <c>Kernel.Root</c>: a composite kernel with a kernel for each language of the session, to which cells and extensions
/// send commands, add kernels and add directives. It is made beside the compilers' warm-up.
/// </summary>
internal sealed class SessionKernels : IDisposable
{
    private const string RootName = ".NET";

    private static readonly Lazy<IDisposable> Console = new(KeepConsole);

    private readonly Dictionary<string, LanguageKernel> _languages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LanguageEntry> _foreign = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _own = new(StringComparer.OrdinalIgnoreCase);
    private readonly EventOutputs _events = new(() => RunningCell.Current?.Outputs);

    /// <summary>Makes the kernels of all languages.</summary>
    /// <param name="languages">The languages of the session.</param>
    public SessionKernels(LanguageCatalog languages)
    {
        ShownValues.Watch();
        Root = new CompositeKernel(RootName);
        foreach (LanguageEntry entry in languages.All)
        {
            var kernel = new LanguageKernel(languages, entry);
            kernel.KernelInfo.LanguageName = entry.Name;
            kernel.KernelInfo.Description = entry.Summary;
            Root.Add(kernel, entry.Aliases);
            _languages[entry.Name] = kernel;
        }

        // Of commands that no cell's context holds: those of this class, and of threads that flow from no cell.
        Root.RegisterForDisposal(Root.KernelEvents.Subscribe(_events));
        Root.DefaultKernelName = languages.All[0].Name;
        Root.RegisterCommandHandler<RequestInput>(AskAsync);
        Root.SetDefaultTargetKernelNameForCommand(typeof(RequestInput), Root.Name);
    }

    /// <summary>The kernel above all others.</summary>
    public CompositeKernel Root { get; }

    /// <summary>The directives that extensions and cells have added, with what they do.</summary>
    public IEnumerable<KernelActionDirective> AddedDirectives =>
        Root
            .ChildKernels.Cast<Microsoft.DotNet.Interactive.Kernel>()
            .Prepend(Root)
            .SelectMany(kernel => kernel.KernelInfo.SupportedDirectives.ToArray())
            .OfType<KernelActionDirective>()
            .Where(directive => !_own.Contains(directive.Name));

    /// <summary>The directives and kernels that were added, without <c>#!</c>, with what they are for.</summary>
    public IEnumerable<(string Name, string Summary)> AddedNames =>
        AddedDirectives
            .Select(directive => (directive.Name.TrimStart('#', '!'), directive.Description ?? ""))
            .Concat(
                Root.ChildKernels.Cast<Microsoft.DotNet.Interactive.Kernel>()
                    .Where(kernel => kernel is not LanguageKernel)
                    .Select(kernel => (kernel.Name, kernel.KernelInfo.Description ?? ""))
            );

    /// <summary>The kernel of a language; that of the first where it has none.</summary>
    public LanguageKernel Of(LanguageEntry? entry) =>
        entry is not null && _languages.TryGetValue(entry.Name, out LanguageKernel? kernel)
            ? kernel
            : _languages.Values.First();

    /// <summary>Begins a cell: <c>KernelInvocationContext.Current</c> is its context until the result is
    /// disposed.</summary>
    /// <param name="source">The cell's text.</param>
    /// <param name="entry">Its language; null where it names none that there is.</param>
    /// <param name="outputs">Where it shows.</param>
    /// <param name="cancellationToken">The cell's token.</param>
    public IDisposable Begin(
        string source,
        LanguageEntry? entry,
        ICellOutputs outputs,
        CancellationToken cancellationToken
    )
    {
        // Here and not in the constructor, which runs beside others that set the console.
        _ = Console.Value;
        return new CellContext(source, Of(entry), outputs, cancellationToken);
    }

    /// <summary>Makes a kernel the current one of the running cell.</summary>
    /// <param name="entry">Its language.</param>
    public void Enter(LanguageEntry entry)
    {
        if (KernelInvocationContext.Current is { } context)
        {
            Of(entry).Handle(context);
        }
    }

    /// <summary>Adds a directive of the engine, so that code which is sent may use it.</summary>
    /// <param name="directive">The directive.</param>
    /// <param name="run">Does it, given its line and the kernel's name; returns why it failed.</param>
    public void AddOwn(KernelActionDirective directive, Func<string, string, CancellationToken, Task<CellError?>> run)
    {
        _own.Add(directive.Name);
        Root.AddDirective(
            directive,
            async (command, context) =>
            {
                // The command says its line only in its text.
                string line = command.ToString()!["Directive: ".Length..].TrimEnd('\r', '\n');
                CellError? error = await run(line, command.TargetKernelName, context.CancellationToken)
                    .ConfigureAwait(false);
                if (error is not null)
                {
                    context.Fail(command, message: error.Message);
                }
            }
        );
    }

    /// <summary>The language of a kernel that was added to the root; null when there is none of that name.</summary>
    public LanguageEntry? Foreign(string name)
    {
        if (_languages.ContainsKey(name))
        {
            return null;
        }

        Microsoft.DotNet.Interactive.Kernel? kernel = Root
            .ChildKernels.Cast<Microsoft.DotNet.Interactive.Kernel>()
            .FirstOrDefault(child =>
                child is not LanguageKernel
                && (
                    child.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
                    || child.KernelInfo.Aliases.Contains(name, StringComparer.OrdinalIgnoreCase)
                )
            );
        if (kernel is null)
        {
            return null;
        }

        if (!_foreign.TryGetValue(kernel.Name, out LanguageEntry? entry))
        {
            string summary = kernel.KernelInfo.Description ?? $"The kernel {kernel.Name}, which an extension added.";
            _foreign[kernel.Name] = entry = new LanguageEntry(
                kernel.Name,
                kernel.KernelInfo.Aliases,
                summary,
                () => new ForeignLanguage(kernel)
            );
        }

        return entry;
    }

    /// <summary>Sends a line, and the text after it where it names a kernel, through the package's own
    /// reading.</summary>
    /// <param name="code">A directive that an extension added.</param>
    /// <param name="language">The language in which it stands.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>Why it failed; null when it did not.</returns>
    public async Task<string?> SendAsync(string code, string language, CancellationToken cancellationToken)
    {
        // The caller tells the error, with its line. A command within a context has no events of its parts.
        using IDisposable muted = _events.MuteErrors();
        PackageInternals.LeaveContext();
        KernelCommandResult result = await Root.SendAsync(new SubmitCode(code, language), cancellationToken)
            .ConfigureAwait(true);
        return result.Events.OfType<CommandFailed>().FirstOrDefault()?.Message;
    }

    /// <inheritdoc/>
    public void Dispose() => Root.Dispose();

    // A context of the package puts itself in the place of the console while it lives, but for one that finds another
    // there: this one, which takes nothing. The console of cells stays ours.
    private static IDisposable KeepConsole()
    {
        (TextWriter output, TextWriter error) = (System.Console.Out, System.Console.Error);
        IDisposable kept = ConsoleOutput.Subscribe(_ => System.Reactive.Disposables.Disposable.Empty);
        System.Console.SetOut(output);
        System.Console.SetError(error);
        return kept;
    }

    private static async Task AskAsync(RequestInput command, KernelInvocationContext context)
    {
        RunningCell cell = RunningCell.Required;
        try
        {
            string answer = await cell.Input(command.Prompt, command.IsPassword, cell.CancellationToken)
                .ConfigureAwait(false);
            context.Publish(new InputProduced(answer, command));
        }
        catch (NoInputException e)
        {
            context.Fail(command, message: e.Message);
        }
    }
}
