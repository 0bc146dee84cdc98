using System.Text.Json.Nodes;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Host;

namespace R1Workbook.Kernel.Jupyter;

/// <summary>What editors ask of code: completion, inspection, completeness.</summary>
internal sealed class CodeQuestions(CellHostSupervisor host)
{
    /// <summary>The content of a <c>complete_reply</c>.</summary>
    /// <exception cref="BadRequestException">A field is of the wrong type.</exception>
    public async Task<JsonObject> CompleteAsync(JupyterMessage request)
    {
        (string code, int cursor) = Place(request);
        CompletionList found = await host.AskAsync(
                h => h.CompleteAsync(code, CellLanguage.Of(request), cursor, default),
                CompletionList.Empty(cursor),
                default
            )
            .ConfigureAwait(false);
        (int start, int end) = (CodePoints.FromUtf16(code, found.Start), CodePoints.FromUtf16(code, found.End));
        return new JsonObject
        {
            ["status"] = "ok",
            ["matches"] = new JsonArray([.. found.Items.Select(item => (JsonNode)item.Text)]),
            ["cursor_start"] = start,
            ["cursor_end"] = end,
            ["metadata"] = new JsonObject
            {
                // Not of the protocol, but what clients read for icons and signatures.
                ["_jupyter_types_experimental"] = new JsonArray([
                    .. found.Items.Select(item =>
                        (JsonNode)
                            new JsonObject
                            {
                                ["start"] = start,
                                ["end"] = end,
                                ["text"] = item.Text,
                                ["type"] = item.Kind,
                                ["signature"] = item.Detail,
                            }
                    ),
                ]),
            },
        };
    }

    /// <summary>The content of an <c>inspect_reply</c>. Both levels of detail show the same: there is no source code to
    /// show.</summary>
    /// <exception cref="BadRequestException">A field is of the wrong type.</exception>
    public async Task<JsonObject> InspectAsync(JupyterMessage request)
    {
        (string code, int cursor) = Place(request);
        if (request.Content.Number("detail_level") is not (null or 0 or 1))
        {
            throw new BadRequestException("\"detail_level\" of the request is to be 0 or 1.");
        }

        Inspection? found = await host.AskAsync(
                h => h.InspectAsync(code, CellLanguage.Of(request), cursor, default),
                null,
                default
            )
            .ConfigureAwait(false);
        return new JsonObject
        {
            ["status"] = "ok",
            ["found"] = found is not null,
            ["data"] = found is null
                ? new JsonObject()
                : new JsonObject { ["text/plain"] = found.Text, ["text/markdown"] = found.Markdown },
            ["metadata"] = new JsonObject(),
        };
    }

    /// <summary>The content of an <c>is_complete_reply</c>.</summary>
    /// <exception cref="BadRequestException">A field is of the wrong type.</exception>
    public async Task<JsonObject> CheckCompletenessAsync(JupyterMessage request)
    {
        string code = request.Content.Text("code");
        return await host.AskAsync(
                h => h.CheckCompletenessAsync(code, CellLanguage.Of(request), default),
                null,
                default
            )
            .ConfigureAwait(false) switch
        {
            Completeness.Complete => new JsonObject { ["status"] = "complete" },
            Completeness.Incomplete => new JsonObject { ["status"] = "incomplete", ["indent"] = "    " },
            Completeness.Invalid => new JsonObject { ["status"] = "invalid" },
            _ => new JsonObject { ["status"] = "unknown" },
        };
    }

    private static (string Code, int Cursor) Place(JupyterMessage request)
    {
        string code = request.Content.Text("code");
        return (
            code,
            request.Content.Number("cursor_pos") is { } cursor ? CodePoints.ToUtf16(code, cursor) : code.Length
        );
    }
}
