using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NetMQ;

namespace R1Workbook.Kernel.Tests.Jupyter;

/// <summary>A message as it came over the wire.</summary>
internal sealed record WireMessage(JsonNode Header, JsonNode Parent, JsonNode Content)
{
    public string Type => (string)Header["msg_type"]!;

    public string? ParentId => (string?)Parent["msg_id"];

    public bool IsStatus(string state) => Type == "status" && (string)Content["execution_state"]! == state;

    /// <summary>Reads the frames of a message, and fails where its signature is wrong.</summary>
    public static WireMessage Of(NetMQMessage frames)
    {
        int at = frames.Select((frame, i) => (frame, i)).First(pair => pair.frame.ConvertToString() == "<IDS|MSG>").i;
        byte[][] parts = [.. frames.Skip(at + 2).Take(4).Select(frame => frame.ToByteArray())];
        string signature = Convert.ToHexStringLower(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(RunningKernel.Key), parts.SelectMany(part => part).ToArray())
        );
        Assert.Equal(signature, frames[at + 1].ConvertToString());
        JsonNode[] read = [.. parts.Select(part => JsonNode.Parse(part)!)];
        return new WireMessage(read[0], read[1], read[3]);
    }
}
