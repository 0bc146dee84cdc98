using R1Workbook.Kernel.Comms;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.CSharp.Errors;
using R1Workbook.Kernel.Interrupts;
using R1Workbook.Kernel.Widgets;
using R1Workbook.Kernel.Wire;

namespace R1Workbook.Kernel.Host;

/// <summary>Handlers of cells, which messages of a front end call: what they show and how they fail belongs to the
/// message.</summary>
internal static class HandlerRun
{
    /// <summary>Sends over the pipe what comms and handlers of this process have to say.</summary>
    public static void Connect(PipeOutputs outputs)
    {
        CommLink.Send = sent =>
        {
            outputs.FlushConsole();
            outputs.SendInOrder(new CommSent(sent.Kind, sent.Content, sent.Metadata, sent.Answers));
        };
        CommLink.RunHandler = (message, handler) => Run(outputs, message, handler);
        WidgetTable.Listen();
    }

    private static void Run(PipeOutputs outputs, long message, Action handler)
    {
        outputs.FlushConsole();
        outputs.SendInOrder(new HandlerRuns(message, true));
        try
        {
            handler();
        }
        catch (Exception e)
        {
            outputs.FlushConsole();
            CellError error = RuntimeErrors.Describe(e, "handler");
            outputs.SendInOrder(
                new HandlerFailed(
                    e is CellInterruptedException or ThreadInterruptedException
                        ? error with
                        {
                            Kind = CellErrorKind.Interrupted,
                            Name = "Interrupted",
                        }
                        : error
                )
            );
        }
        finally
        {
            outputs.FlushConsole();
            outputs.SendInOrder(new HandlerRuns(message, false));
        }
    }
}
