using System.Text.Json.Nodes;
using R1Workbook.Kernel.Interactive;

namespace R1Workbook.Kernel.Jupyter;

/// <summary>Questions to the user over the stdin socket, one at a time.</summary>
internal sealed class UserQuestions(KernelSockets sockets, string session)
{
    private readonly Lock _gate = new();
    private (JupyterMessage Request, TaskCompletionSource<string> Answer)? _open;

    /// <summary>How a cell asks the client that sent it.</summary>
    /// <param name="request">The request that runs the cell.</param>
    /// <param name="allowed">Whether the client takes questions.</param>
    public UserInput For(JupyterMessage request, bool allowed) =>
        (prompt, isPassword, cancellationToken) =>
            allowed
                ? AskAsync(request, prompt, isPassword, cancellationToken)
                : throw new NoInputException(
                    "The cell asks for input, but this client takes no questions (allow_stdin is false). Give the "
                        + "value in the cell instead."
                );

    /// <summary>Takes a message of the stdin socket; what answers no open question is left out.</summary>
    public void Take(JupyterMessage message)
    {
        lock (_gate)
        {
            if (
                message.Type == "input_reply"
                && _open is { } open
                && SameClient(message, open.Request)
                && message.Content["value"] is JsonValue value
                && value.TryGetValue(out string? text)
            )
            {
                open.Answer.TrySetResult(text);
            }
        }
    }

    private async Task<string> AskAsync(
        JupyterMessage request,
        string prompt,
        bool isPassword,
        CancellationToken cancellationToken
    )
    {
        var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _open = (request, answer);
        }

        var content = new JsonObject { ["prompt"] = prompt, ["password"] = isPassword };
        if (!sockets.Ask(request.Answer("input_request", content, session)))
        {
            answer.TrySetException(
                new NoInputException(
                    "The cell asks for input, but this client has no stdin socket. Give the value in the cell instead."
                )
            );
        }

        try
        {
            return await answer.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                _open = _open?.Answer == answer ? null : _open;
            }
        }
    }

    // Clients give their shell and stdin sockets the same identity.
    private static bool SameClient(JupyterMessage one, JupyterMessage other) =>
        one.Client is { } asked
        && other.Client is { } answered
        && asked.Identity.AsSpan().SequenceEqual(answered.Identity);
}
