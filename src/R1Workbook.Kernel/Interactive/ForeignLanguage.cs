using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.Interactive;

/// <summary>A kernel that an extension or a cell added to <c>Kernel.Root</c>, as a language of cells.</summary>
/// <param name="kernel">The kernel.</param>
internal sealed class ForeignLanguage(Microsoft.DotNet.Interactive.Kernel kernel) : ICellLanguage
{
    /// <inheritdoc/>
    public string Name => kernel.Name;

    /// <inheritdoc/>
    public IReadOnlyList<CellVariable> Variables =>
        [
            .. Ask(new RequestValueInfos(kernel.Name))
                .OfType<ValueInfosProduced>()
                .SelectMany(produced => produced.ValueInfos)
                .Select(info => info.Name)
                .SelectMany(name => Ask(new RequestValue(name, targetKernelName: kernel.Name)).OfType<ValueProduced>())
                .Select(produced => (produced.Name, Value: produced.Value ?? produced.FormattedValue?.Value))
                .Select(one => new CellVariable(one.Name, one.Value?.GetType() ?? typeof(object), one.Value)),
        ];

    /// <inheritdoc/>
    public async Task<Evaluation> RunAsync(string code, string fileName, CancellationToken cancellationToken)
    {
        IReadOnlyList<KernelEvent> events = await SendAsync(new SubmitCode(code.TrimStart('\n'), kernel.Name))
            .ConfigureAwait(false);
        string[] failures = [.. events.OfType<CommandFailed>().Select(failed => failed.Message)];
        return failures is [string message, ..]
            ? new Evaluation(
                false,
                null,
                new CellError(CellErrorKind.Thrown, "CommandFailed", message, null, [$"{fileName}: {message}"])
            )
            : new Evaluation(false, null, null);
    }

    /// <inheritdoc/>
    public void SetVariable(string name, object? value, Type type)
    {
        if (!kernel.SupportsCommandType(typeof(SendValue)))
        {
            throw new NotSupportedException($"{Name} has no variables.");
        }

        foreach (CommandFailed failed in Ask(new SendValue(name, value, null, kernel.Name)).OfType<CommandFailed>())
        {
            throw new NotSupportedException(failed.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The composite kernel owns it.
    }

    private async Task<IReadOnlyList<KernelEvent>> SendAsync(KernelCommand command) =>
        (await kernel.RootKernel.SendAsync(command, CancellationToken.None).ConfigureAwait(false)).Events;

    // Off the cell's thread, whose context must not be waited on.
    private IReadOnlyList<KernelEvent> Ask(KernelCommand command) =>
        kernel.SupportsCommandType(command.GetType())
            ? Task.Run(() => SendAsync(command)).GetAwaiter().GetResult()
            : [];
}
