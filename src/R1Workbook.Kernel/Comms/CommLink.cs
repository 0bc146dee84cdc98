using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Comms;

/// <summary>The way from the cells' process to the front end. One a process, as cells find it without knowing a
/// session.</summary>
internal static class CommLink
{
    [ThreadStatic]
    private static long Answered;

    /// <summary>Whether a front end listens. Without one no comm is opened, and widgets show a still picture.</summary>
    public static bool IsLive { get; set; }

    /// <summary>Takes a message.</summary>
    public static Action<CommMessage> Send { get; set; } = _ => { };

    /// <summary>Runs a handler of cells under the message that called it: what it shows belongs to that
    /// message.</summary>
    public static Action<long, Action> RunHandler { get; set; } = (_, handler) => handler();

    /// <summary>Runs code whose messages answer one of the front end.</summary>
    /// <param name="message">Its number.</param>
    /// <param name="answer">The code.</param>
    public static T Answer<T>(long message, Func<T> answer)
    {
        Answered = message;
        try
        {
            return answer();
        }
        finally
        {
            Answered = 0;
        }
    }

    /// <summary>Publishes a message.</summary>
    public static void Publish(string type, JsonObject content, JsonObject? metadata)
    {
        if (IsLive)
        {
            Send(new CommMessage(type, content, metadata ?? [], Answered));
        }
    }
}

/// <summary>A message to the front end.</summary>
/// <param name="Kind">comm_open, comm_msg or comm_close.</param>
/// <param name="Content">Its content.</param>
/// <param name="Metadata">Its metadata.</param>
/// <param name="Answers">The number of the message that it answers; 0 where it belongs to what runs.</param>
internal sealed record CommMessage(string Kind, JsonObject Content, JsonObject Metadata, long Answers);
