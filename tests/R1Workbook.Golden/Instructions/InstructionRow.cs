using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace R1Workbook.Golden.Tests.Instructions;

/// <summary>A response to an instruction of IF-Eval, judged by hand.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Instruction">The official id of the instruction.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Response">What a model wrote.</param>
/// <param name="Strict">Whether it follows as it stands.</param>
/// <param name="Loose">Whether it or one of its seven variants follows.</param>
/// <param name="Why">The reason.</param>
public sealed record InstructionRow(
    string Id,
    string Instruction,
    JsonObject Arguments,
    string Response,
    bool Strict,
    bool Loose,
    string Why
)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The rows of the file beside this one.</summary>
    public static IReadOnlyList<InstructionRow> All { get; } =
    [
        .. File.ReadLines(RepositoryFolder.Of("tests", "R1Workbook.Golden", "Instructions", "instructions.jsonl"))
            .Select(line => JsonSerializer.Deserialize<InstructionRow>(line, Options)!),
    ];
}
