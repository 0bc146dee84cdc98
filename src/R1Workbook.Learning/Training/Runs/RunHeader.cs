using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using R1Workbook.Core.Files;

namespace R1Workbook.Learning.Training.Runs;

/// <summary>The fields of run.json that a run begins with.</summary>
internal static class RunHeader
{
    /// <summary>What says which run it is: stage, seed and configuration.</summary>
    /// <param name="stage">The stage's name.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="configuration">Everything else that the result depends on.</param>
    public static JsonObject Of(string stage, ulong seed, object configuration) =>
        new()
        {
            [RunRecordFormat.SchemaField] = RunRecordFormat.Schema,
            ["stage"] = stage,
            ["seed"] = seed,
            [RunRecordFormat.ConfigurationField] = JsonSerializer.SerializeToNode(
                configuration,
                configuration.GetType(),
                RunRecordFormat.Readable
            ),
        };

    /// <summary>Adds what says where and when it ran: commit, machine, versions, start.</summary>
    /// <param name="header">The header.</param>
    public static void AddOrigin(JsonObject header)
    {
        header["commit"] = Commit();
        header["machine"] =
            $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSArchitecture}, "
            + $"{RuntimeInformation.OSDescription}";
        header["versions"] = new JsonObject
        {
            ["dotnet"] = Environment.Version.ToString(),
            ["libtorch"] = TorchSharp.torch.__version__,
        };
        header["started"] = DateTimeOffset.UtcNow.ToString(
            "yyyy-MM-ddTHH:mm:ssZ",
            System.Globalization.CultureInfo.InvariantCulture
        );
        header["finished"] = false;
    }

    /// <summary>Compares the header of a folder with that of the run that is to go on there.</summary>
    /// <param name="folder">The folder, for the message.</param>
    /// <param name="header">What the folder holds.</param>
    /// <param name="wanted">What the run is.</param>
    /// <exception cref="RunRecordException">It is another run; the message names the field.</exception>
    public static void CheckSame(string folder, JsonObject header, JsonObject wanted)
    {
        foreach ((string name, JsonNode? value) in wanted)
        {
            if (!JsonNode.DeepEquals(header[name], value))
            {
                throw new RunRecordException(
                    $"{folder} holds another run: its {name} is "
                        + $"{header[name]?.ToJsonString(JsonText.Line) ?? "missing"}, this one's is "
                        + $"{value?.ToJsonString(JsonText.Line)}. Give another folder, or remove that one."
                );
            }
        }
    }

    // The SDK writes the commit behind the plus sign of the informational version.
    private static string Commit() =>
        typeof(RunHeader)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')
            is [_, { } commit]
            ? commit
            : "unknown";
}
