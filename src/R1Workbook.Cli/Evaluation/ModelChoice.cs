using Microsoft.Extensions.AI;
using R1Workbook.Benchmarks.Asking;
using R1Workbook.Benchmarks.Evaluating;
using R1Workbook.Learning.Chat;

namespace R1Workbook.Cli.Evaluation;

/// <summary>The model that a user names, to be evaluated or to judge: one of their own by its path, or one behind an
/// endpoint.</summary>
/// <param name="Url">The base URL of an endpoint; null: the environment's, unless <paramref name="Name"/> is a
/// path.</param>
/// <param name="Name">A path, or the model's name at the endpoint; null: the environment's.</param>
internal sealed record ModelChoice(string? Url, string? Name) : IModelSource
{
    /// <summary>The environment variable that holds the key for <see cref="Url"/>.</summary>
    public string? KeyVariable { get; init; }

    /// <summary>The variables that name the endpoint where options do not.</summary>
    public EndpointVariables Variables { get; init; } = EndpointVariables.Asked;

    /// <summary>How long an answer of an endpoint may take; null: as long as usual.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The chat template of a model of one's own.</summary>
    public string Template { get; init; } = ChatModelFile.Templates[0];

    /// <summary>The longest sequence of a model of one's own; null: as its configuration says.</summary>
    public int? Context { get; init; }

    /// <summary>Whether it is a file or folder on this machine.</summary>
    public bool IsOwn =>
        Url is null && Name is not null && (Path.Exists(Name) || (Name.StartsWith('.') || Path.IsPathRooted(Name)));

    /// <summary>Opens the model.</summary>
    /// <returns>The client, to be disposed of, and what it is called.</returns>
    /// <exception cref="ArgumentException">No endpoint or model is named; the message says what to set.</exception>
    /// <exception cref="IOException">A model of one's own cannot be loaded.</exception>
    public (IChatClient Client, string Name) Open()
    {
        if (IsOwn)
        {
            DecoderChatClient own = ChatModelFile.Open(Name!, Template, Context);
            return (own, own.GetService<ChatClientMetadata>()!.DefaultModelId!);
        }
        ModelEndpoint endpoint = Endpoint();
        return (new OpenAiChatClient(endpoint), endpoint.Model);
    }

    /// <summary>The endpoint.</summary>
    /// <exception cref="ArgumentException">As for opening.</exception>
    private ModelEndpoint Endpoint()
    {
        ModelEndpoint endpoint = ModelEndpoint.Configured(Url, Name, variables: Variables, keyVariable: KeyVariable);
        return Timeout is { } limit ? endpoint with { Timeout = limit } : endpoint;
    }
}
