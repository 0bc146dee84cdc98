namespace R1Workbook.Benchmarks.Endpoints;

/// <summary>An OpenAI-compatible server and a model on it. The key is in no text that this record makes of itself.</summary>
/// <param name="BaseUrl">Where the server's paths begin, mostly ending in <c>/v1</c>.</param>
/// <param name="Model">The model's name there.</param>
public sealed record ModelEndpoint(Uri BaseUrl, string Model)
{
    /// <summary>The environment variables that name the endpoint.</summary>
    public const string UrlVariable = "R1WORKBOOK_ENDPOINT_URL", ModelVariable = "R1WORKBOOK_ENDPOINT_MODEL", KeyVariable = "R1WORKBOOK_ENDPOINT_KEY";

    private readonly string? _key;

    /// <summary>How long an answer may take. Default 10 minutes: a reasoning model thinks.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The key; local servers need none.</summary>
    public string? Key
    {
        internal get => _key;
        init => _key = string.IsNullOrEmpty(value) ? null : value;
    }

    /// <summary>The endpoint that the environment names, or that <paramref name="url"/> and <paramref name="model"/> name in its place.</summary>
    /// <param name="url">A base URL; null: the environment's.</param>
    /// <param name="model">A model; null: the environment's.</param>
    /// <param name="environment">Gives a variable; by default the process's.</param>
    /// <remarks>The key goes to the server that the environment names and to no other, whatever a row of a file asks for.</remarks>
    /// <exception cref="ArgumentException">There is no URL or no model, or the URL is none; the message says what to set.</exception>
    public static ModelEndpoint Configured(string? url = null, string? model = null, Func<string, string?>? environment = null)
    {
        environment ??= Environment.GetEnvironmentVariable;
        string? own = Given(environment(UrlVariable));
        string address = Given(url) ?? own ?? throw new ArgumentException(
            $"no endpoint is configured: set {UrlVariable} to the base URL of an OpenAI-compatible server (for example http://localhost:8000/v1), "
            + $"{ModelVariable} to a model, and {KeyVariable} where the server wants a key.");
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? parsed) || parsed.Scheme is not ("http" or "https") || parsed.UserInfo.Length > 0)
            throw new ArgumentException($"the endpoint \"{(parsed?.UserInfo.Length > 0 ? "..." : address)}\" should be an http or https URL without a user name in it.");
        string name = Given(model) ?? Given(environment(ModelVariable))
            ?? throw new ArgumentException($"no model is named: set {ModelVariable} to the name of a model at {parsed}.");
        bool trusted = Uri.TryCreate(own, UriKind.Absolute, out Uri? known)
            && Uri.Compare(known, parsed, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
        return new ModelEndpoint(parsed, name) { Key = trusted ? environment(KeyVariable) : null };
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Model} at {BaseUrl}";

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}

/// <summary>An endpoint did not answer, or not as it should.</summary>
/// <param name="message">What was wrong and what to do.</param>
/// <param name="transient">Whether the same question may be answered a little later.</param>
/// <param name="inner">What was thrown below.</param>
public sealed class EndpointException(string message, bool transient, Exception? inner = null) : IOException(message, inner)
{
    /// <summary>Whether the same question may be answered a little later.</summary>
    public bool IsTransient { get; } = transient;

    /// <summary>How long the server asks to wait; null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
