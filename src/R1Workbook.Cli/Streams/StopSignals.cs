using System.Globalization;
using System.Runtime.InteropServices;

namespace R1Workbook.Cli.Streams;

/// <summary>
/// One signal ends a verb. SIGINT (Ctrl-C), SIGTERM and SIGHUP say a word on standard error and cancel the token of the
/// verb; a verb that has not ended when the time for saving is over is ended, whatever it waits for or computes.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private static readonly (PosixSignal Signal, string Name, int Number)[] Taken =
    [
        (PosixSignal.SIGINT, "SIGINT", 2),
        (PosixSignal.SIGTERM, "SIGTERM", 15),
        (PosixSignal.SIGHUP, "SIGHUP", 1),
    ];

    private readonly CancellationTokenSource _stop = new();
    private readonly ManualResetEventSlim _ended = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly string _verb;
    private readonly TimeSpan _saving;
    private int _code;

    /// <summary>Takes the signals from now on.</summary>
    /// <param name="verb">Who says the word, for example "r1 verify".</param>
    /// <param name="saving">How long the verb may take to save what was done.</param>
    public StopSignals(string verb, TimeSpan saving)
    {
        (_verb, _saving) = (verb, saving);
        _registrations =
        [
            .. Taken.Select(taken => PosixSignalRegistration.Create(taken.Signal, context => Take(context, taken))),
        ];
    }

    /// <summary>Is cancelled by the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>128 + the number of the signal, as shells say it; 0: there was none.</summary>
    public int Code => Volatile.Read(ref _code);

    /// <summary>The verb has ended: a signal no longer ends the process.</summary>
    public void Dispose()
    {
        _ended.Set();
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
    }

    private void Take(PosixSignalContext context, (PosixSignal Signal, string Name, int Number) taken)
    {
        context.Cancel = true;
        // A second signal changes nothing: the first one ends the verb.
        if (Interlocked.CompareExchange(ref _code, 128 + taken.Number, 0) != 0)
            return;
        // First of all what ends the process: standard error may be stuck, and so may what the token calls.
        new Thread(EndAfterSaving) { IsBackground = true, Name = "end of the verb" }.Start();
        _ = Task.Run(_stop.Cancel);
        Console.Error.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{_verb}: stopped by {taken.Name}{(taken.Signal == PosixSignal.SIGINT ? " (Ctrl-C)" : "")}."
            )
        );
    }

    private void EndAfterSaving()
    {
        if (!_ended.Wait(_saving))
            StandardDescriptors.Exit(Code);
    }
}
