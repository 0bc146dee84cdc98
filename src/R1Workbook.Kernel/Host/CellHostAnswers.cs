using System.Text.Json.Nodes;
using R1Workbook.Kernel.Comms;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Session;
using R1Workbook.Kernel.Wire;

namespace R1Workbook.Kernel.Host;

/// <summary>What the process in which cells run answers to each request.</summary>
/// <param name="session">The engine.</param>
internal sealed class CellHostAnswers(CellSession session)
{
    private static readonly CellError Interrupted = new(
        CellErrorKind.Interrupted,
        "Interrupted",
        "The cell was interrupted.",
        null,
        ["The cell was interrupted; variables are as it left them."]
    );

    /// <summary>The answer; a fault of the engine is an answer too, so that the process goes on.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="stop">Stops the cell that the request runs.</param>
    public HostAnswer Answer(AnsweredRequest request, CancellationToken stop)
    {
        try
        {
            stop.ThrowIfCancellationRequested();
            return Answered(request, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new Refused(request.Id, Interrupted);
        }
        catch (Exception e)
        {
            // A fault of a language, not of the cell; the session goes on.
            return new Refused(
                request.Id,
                new CellError(
                    CellErrorKind.EngineFault,
                    e.GetType().Name,
                    e.Message,
                    null,
                    e.ToString().ReplaceLineEndings("\n").Split('\n')
                )
            );
        }
    }

    private HostAnswer Answered(AnsweredRequest request, CancellationToken stop)
    {
        switch (request)
        {
            case RunCell cell:
                CommLink.IsLive = cell.IsLive;
                CellError? error = session
                    .RunAsync(cell.Source, cell.Language, cell.Count, stop)
                    .GetAwaiter()
                    .GetResult();
                return new CellEnded(cell.Id, error);
            case Evaluate asked:
                (JsonObject? bundle, CellError? failure) = session
                    .EvaluateAsync(asked.Expression, stop)
                    .GetAwaiter()
                    .GetResult();
                return new Evaluated(asked.Id, bundle, failure);
            case RunHandlers handlers:
                return new CellEnded(handlers.Id, session.RunHandlersAsync(stop).GetAwaiter().GetResult());
            case TakeComm comm:
                // Who sends one is a front end, though no cell has run for it yet.
                CommLink.IsLive = true;
                return new CommTaken(
                    comm.Id,
                    CommLink.Answer(comm.Message, () => CommTable.Take(comm.Kind, comm.Content, comm.Message))
                );
            case Complete at:
                return new Completed(at.Id, session.Complete(at.Source, at.Language, at.Cursor));
            case Inspect at:
                return new Inspected(at.Id, session.Inspect(at.Source, at.Language, at.Cursor));
            case CheckCompleteness code:
                return new CompletenessChecked(code.Id, session.IsComplete(code.Source, code.Language));
            case AskDebugger asked:
                return new DebuggerAnswered(asked.Id, session.Debug.Answer(asked.Request));
            default:
                throw new NotSupportedException(request.ToString());
        }
    }
}
