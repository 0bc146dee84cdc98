using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Jupyter;

/// <summary>A connection file that is none.</summary>
public sealed class ConnectionFileException(string message, Exception? inner = null) : IOException(message, inner);

/// <summary>Where the sockets of a kernel are, as the Jupyter client wrote it (messaging protocol 5.3, "Connection
/// files").</summary>
/// <param name="Ip">The address.</param>
/// <param name="ShellPort">Requests.</param>
/// <param name="IopubPort">What cells show.</param>
/// <param name="StdinPort">Questions to the user.</param>
/// <param name="ControlPort">Requests that do not wait: interrupt, shutdown.</param>
/// <param name="HeartbeatPort">Echo.</param>
/// <param name="Key">The key of the signatures; empty: none.</param>
public sealed record ConnectionFile(
    string Ip,
    int ShellPort,
    int IopubPort,
    int StdinPort,
    int ControlPort,
    int HeartbeatPort,
    string Key
)
{
    /// <summary>Whether other users of this machine may connect too; the key is asked of them all the same.</summary>
    public bool AllowOtherUsers { get; init; }

    /// <summary>Reads a connection file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="allowRemote">Whether the kernel may be reached from other machines.</param>
    /// <exception cref="ConnectionFileException">It is missing, no JSON, lacks a field, or asks for something that is
    /// not spoken here.</exception>
    public static ConnectionFile Read(string path, bool allowRemote = false)
    {
        try
        {
            JsonNode json =
                JsonNode.Parse(File.ReadAllText(path)) ?? throw new JsonException("a JSON object is expected");
            string transport = json["transport"]?.GetValue<string>() ?? "tcp",
                scheme = json["signature_scheme"]?.GetValue<string>() ?? "hmac-sha256";
            if (transport != "tcp" || scheme != "hmac-sha256")
            {
                throw new ConnectionFileException(
                    $"{path}: transport {transport} with signatures {scheme}; only tcp with hmac-sha256 is spoken."
                );
            }

            string ip = json["ip"]?.GetValue<string>() ?? "127.0.0.1";
            if (
                !allowRemote
                && ip != "localhost"
                && !(IPAddress.TryParse(ip, out IPAddress? address) && IPAddress.IsLoopback(address))
            )
            {
                throw new ConnectionFileException(
                    $"{path}: the address {ip} can be reached from other machines, and whoever reaches a kernel "
                        + $"runs code on this one. If that is meant: r1 kernel start --allow-remote"
                );
            }

            int Port(string name) =>
                json[name]?.GetValue<int>() switch
                {
                    null => throw new JsonException($"\"{name}\" is missing"),
                    <= 0 or > 65_535 => throw new JsonException($"\"{name}\" is no port: 1 to 65535 is expected"),
                    int port => port,
                };
            return new ConnectionFile(
                ip == "localhost" ? "127.0.0.1" : ip,
                Port("shell_port"),
                Port("iopub_port"),
                Port("stdin_port"),
                Port("control_port"),
                Port("hb_port"),
                json["key"]?.GetValue<string>() ?? ""
            );
        }
        catch (Exception e)
            when (e is JsonException or InvalidOperationException or FormatException
                || (e is IOException and not ConnectionFileException)
                || e is UnauthorizedAccessException
            )
        {
            throw new ConnectionFileException($"{path}: no connection file of Jupyter: {e.Message}", e);
        }
    }
}
