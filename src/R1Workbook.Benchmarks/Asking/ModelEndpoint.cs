namespace R1Workbook.Benchmarks.Asking;

/// <summary>An OpenAI-compatible server and a model on it. The key is in no text that this record makes of
/// itself.</summary>
/// <param name="BaseUrl">Where the server's paths begin, mostly ending in <c>/v1</c>.</param>
/// <param name="Model">The model's name there.</param>
public sealed record ModelEndpoint(Uri BaseUrl, string Model)
{
    /// <summary>The environment variables that name the endpoint.</summary>
    public const string UrlVariable = "R1WORKBOOK_ENDPOINT_URL",
        ModelVariable = "R1WORKBOOK_ENDPOINT_MODEL",
        KeyVariable = "R1WORKBOOK_ENDPOINT_KEY";

    private readonly string? _key;

    /// <summary>How long an answer may take. Where it comes in pieces: how long the next piece may take; the whole may
    /// take this time and 0.1 s for each token that is asked for. Default 10 minutes: a reasoning model
    /// thinks.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The key; local servers need none.</summary>
    public string? Key
    {
        internal get => _key;
        init => _key = string.IsNullOrEmpty(value) ? null : value;
    }

    /// <summary>The variables that errors tell the user to set.</summary>
    internal EndpointVariables Variables { get; init; } = EndpointVariables.Asked;

    /// <summary>The endpoint that the environment names, or that <paramref name="url"/> and <paramref name="model"/>
    /// name in its place.</summary>
    /// <param name="url">A base URL; null: the environment's.</param>
    /// <param name="model">A model; null: the environment's.</param>
    /// <param name="environment">Gives a variable; by default the process's.</param>
    /// <param name="variables">Which variables name it; by default those of the model that is evaluated.</param>
    /// <param name="keyVariable">A variable that holds the key for this very URL; null: the key goes only to the server
    /// that the environment names.</param>
    /// <remarks>Unless <paramref name="keyVariable"/> says so, a key goes to the server that the environment names and
    /// to no other, whatever a row of a file asks for.</remarks>
    /// <exception cref="ArgumentException">There is no URL, no model or no key where one is named, or the URL is none;
    /// the message says what to set.</exception>
    public static ModelEndpoint Configured(
        string? url = null,
        string? model = null,
        Func<string, string?>? environment = null,
        EndpointVariables? variables = null,
        string? keyVariable = null
    )
    {
        environment ??= Environment.GetEnvironmentVariable;
        variables ??= EndpointVariables.Asked;
        string address =
            Given(url)
            ?? Given(environment(variables.Url))
            ?? throw new ArgumentException(
                $"no endpoint is configured: set {variables.Url} to the base URL of an OpenAI-compatible server "
                    + $"(for example http://localhost:8000/v1), "
                    + $"{variables.Model} to a model, and {variables.Key} where the server wants a key."
            );
        if (
            !Uri.TryCreate(address, UriKind.Absolute, out Uri? parsed)
            || parsed.Scheme is not ("http" or "https")
            || parsed.UserInfo.Length > 0
        )
        {
            throw new ArgumentException(
                $"the endpoint \"{(parsed?.UserInfo.Length > 0 ? "..." : address)}\" should be an http or https URL "
                    + $"without a user name in it."
            );
        }

        string name =
            Given(model)
            ?? Given(environment(variables.Model))
            ?? throw new ArgumentException(
                $"no model is named: set {variables.Model} to the name of a model at {parsed}."
            );
        string? key = keyVariable is null
            ? new[] { variables, EndpointVariables.Asked }
                .Where(known => IsServer(environment(known.Url), parsed))
                .Select(known => Given(environment(known.Key)))
                .FirstOrDefault(found => found is not null)
            : Given(environment(keyVariable))
                ?? throw new ArgumentException(
                    $"the environment variable {keyVariable}, which is to hold the key for {parsed}, is not set."
                );
        return new ModelEndpoint(parsed, name)
        {
            Key = key,
            Variables = keyVariable is null ? variables : variables with { Key = keyVariable },
        };
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Model} at {BaseUrl}";

    private static bool IsServer(string? known, Uri address) =>
        Uri.TryCreate(Given(known), UriKind.Absolute, out Uri? server)
        && Uri.Compare(
            server,
            address,
            UriComponents.SchemeAndServer,
            UriFormat.Unescaped,
            StringComparison.OrdinalIgnoreCase
        ) == 0;

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
