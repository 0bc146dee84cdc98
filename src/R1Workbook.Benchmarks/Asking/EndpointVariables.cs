namespace R1Workbook.Benchmarks.Asking;

/// <summary>The environment variables that name an endpoint.</summary>
/// <param name="Url">Holds the base URL.</param>
/// <param name="Model">Holds the model's name.</param>
/// <param name="Key">Holds the key.</param>
public sealed record EndpointVariables(string Url, string Model, string Key)
{
    /// <summary>Those of the model that is evaluated, or that judges where only one is named.</summary>
    public static EndpointVariables Asked { get; } =
        new(ModelEndpoint.UrlVariable, ModelEndpoint.ModelVariable, ModelEndpoint.KeyVariable);

    /// <summary>Those of the model that judges the responses of another.</summary>
    public static EndpointVariables Judge { get; } =
        new("R1WORKBOOK_JUDGE_URL", "R1WORKBOOK_JUDGE_MODEL", "R1WORKBOOK_JUDGE_KEY");
}
