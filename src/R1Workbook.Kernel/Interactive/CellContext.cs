using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.Interactive;

/// <summary>
/// <c>KernelInvocationContext.Current</c> while a cell runs: its token is cancelled with the cell's, and what
/// extensions
/// publish on it is shown.
/// </summary>
/// <remarks>Made on the flow of the cell, whose tasks and threads then see it. The cell itself is no command of the
/// composite kernel: its outputs go straight to where they are shown, and are not kept to its end.</remarks>
internal sealed class CellContext : IDisposable
{
    private readonly KernelInvocationContext _context;
    private readonly IDisposable _events;
    private readonly CancellationTokenRegistration _stop;

    /// <summary>Makes it the current one.</summary>
    /// <param name="source">The cell's text.</param>
    /// <param name="kernel">The kernel of its language.</param>
    /// <param name="outputs">Where it shows.</param>
    /// <param name="cancellationToken">The cell's token.</param>
    public CellContext(string source, LanguageKernel kernel, ICellOutputs outputs, CancellationToken cancellationToken)
    {
        var command = new SubmitCode(source, kernel.Name);
        _context = KernelInvocationContext.GetOrCreateAmbientContext(command);
        kernel.Handle(_context);
        _events = _context.KernelEvents.Subscribe(new EventOutputs(() => outputs));
        _stop = cancellationToken.UnsafeRegister(
            context => PackageInternals.Cancel((KernelInvocationContext)context!),
            _context
        );
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Dispose();
        _context.Dispose();
        _events.Dispose();
    }
}
