using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text;
using R1Workbook.Kernel.Interactive;
using R1Workbook.Kernel.Outputs;
using R1Workbook.Kernel.Session;
using R1Workbook.Kernel.Wire;

namespace R1Workbook.Kernel.Host;

/// <summary>
/// The process in which the cells of one notebook run. A native crash, an Environment.Exit or a loop without end takes
/// this process and not the one that keeps the outputs. The two talk over a pipe of their own, so that nothing a cell
/// prints can garble them.
/// </summary>
public static class CellHost
{
    // For the finally blocks of a cell whose notebook is gone.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    /// <summary>Runs the cells that come over the pipe until it closes.</summary>
    /// <param name="pipeName">The pipe made by the process that runs the notebook.</param>
    /// <returns>The exit code of the process.</returns>
    public static int Run(string pipeName)
    {
        // Ctrl-C goes to every process of the terminal; what happens then is for the one that keeps the outputs to say.
        using PosixSignalRegistration signal = PosixSignalRegistration.Create(
            PosixSignal.SIGINT,
            context => context.Cancel = true
        );
        using var pipe = new NamedPipeClientStream(".", pipeName, PipeDirection.InOut, PipeOptions.Asynchronous);
        pipe.Connect(30_000);
        using var reader = new StreamReader(pipe, new UTF8Encoding(false));
        using var writer = new StreamWriter(pipe, new UTF8Encoding(false), bufferSize: 65_536, leaveOpen: true);
        NativeMark.BufferLines();
        using var outputs = new PipeOutputs(writer, new OutputLimits(), new NativeMark(pipeName));
        using var requests = new HostRequests(outputs);
        using var console = new ConsoleCapture(
            outputs,
            new OutputLimits().ConsoleCharacters,
            new InputReader(requests.AskAsync)
        );
        outputs.FlushConsole = console.Flush;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => console.Flush();

        var cells = new Thread(() => Serve(requests, outputs, console));
        cells.Start();
        requests.Read(reader);
        bool ended = cells.Join(LastWords);
        ChildProcesses.Kill();
        if (!ended)
        {
            Environment.Exit(0);
        }

        return 0;
    }

    private static void Serve(HostRequests requests, PipeOutputs outputs, ConsoleCapture console)
    {
        using var session = new CellSession(Environment.CurrentDirectory, outputs, requests.AskAsync)
        {
            DebugEvent = (name, body) =>
            {
                outputs.FlushConsole();
                outputs.SendInOrder(new DebugHappened(name, body));
            },
        };
        HandlerRun.Connect(outputs);
        var answers = new CellHostAnswers(session);
        ServeBeside("Editors", requests.OfEditors(), outputs, answers);
        ServeBeside("Debugger", requests.OfDebugger(), outputs, answers);
        outputs.Send(new Ready());
        foreach ((QueuedRequest request, CancellationToken stop) in requests.InTurn())
        {
            if (request is RunCell or RunHandlers)
            {
                outputs.BeginCell();
            }

            HostAnswer answer = answers.Answer(request, stop);
            outputs.EndCell();
            NativeMark.FlushNative();
            console.EndCell();
            outputs.SendInOrder(answer);
        }
    }

    // On a thread of its own, while a cell runs: it waits for nothing that the cell printed.
    private static void ServeBeside(
        string name,
        IEnumerable<BesideRequest> requests,
        PipeOutputs outputs,
        CellHostAnswers answers
    )
    {
        var thread = new Thread(() =>
        {
            foreach (BesideRequest request in requests)
            {
                outputs.Send(answers.Answer(request, CancellationToken.None));
            }
        })
        {
            IsBackground = true,
            Name = name,
        };
        thread.Start();
    }
}
