using R1Workbook.Benchmarks.Asking;

namespace R1Workbook.Benchmarks.Tests.Asking;

public sealed class ModelEndpointTests
{
    private static readonly Dictionary<string, string> Own = new()
    {
        [ModelEndpoint.UrlVariable] = "https://api.example.com/v1",
        [ModelEndpoint.ModelVariable] = "m",
        [ModelEndpoint.KeyVariable] = "sk-secret",
    };

    [Fact]
    public async Task The_key_goes_to_the_server_of_the_environment_and_to_no_other()
    {
        using StubServer trusted = new(_ => StubServer.Json("{}")),
            stranger = new(_ => StubServer.Json("{}"));
        Dictionary<string, string> own = new(Own) { [ModelEndpoint.UrlVariable] = trusted.Url.ToString() };
        foreach (
            ModelEndpoint endpoint in new[]
            {
                Configured(own),
                Configured(own, $"{trusted.Url}/other"),
                Configured(own, stranger.Url.ToString()),
            }
        )
        {
            using OpenAiChatClient client = new(endpoint);
            await Assert.ThrowsAsync<EndpointException>(() =>
                client.GetResponseAsync([new(Microsoft.Extensions.AI.ChatRole.User, "?")])
            );
        }
        Assert.Equal(2, trusted.Requests.Count);
        Assert.All(trusted.Requests, request => Assert.Contains("Bearer sk-secret", request, StringComparison.Ordinal));
        Assert.DoesNotContain("sk-secret", Assert.Single(stranger.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_is_in_no_text_of_it()
    {
        Assert.Equal("m at https://api.example.com/v1", Configured(Own).ToString());
        Assert.DoesNotContain(
            "sk-secret",
            System.Text.Json.JsonSerializer.Serialize(Configured(Own)),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(null, null, "set R1WORKBOOK_ENDPOINT_URL")]
    [InlineData("http://localhost/v1", null, "set R1WORKBOOK_ENDPOINT_MODEL")]
    [InlineData("localhost:8000", "m", "http or https URL")]
    [InlineData("file:///etc/passwd", "m", "http or https URL")]
    public void What_is_missing_or_wrong_is_said(string? url, string? model, string message) =>
        Assert.Contains(
            message,
            Assert.Throws<ArgumentException>(() => ModelEndpoint.Configured(url, model, _ => null)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_password_in_the_URL_is_refused_and_not_repeated()
    {
        string message = Assert
            .Throws<ArgumentException>(() => ModelEndpoint.Configured("http://me:hush@localhost/v1", "m", _ => null))
            .Message;
        Assert.DoesNotContain("hush", message, StringComparison.Ordinal);
    }

    private static ModelEndpoint Configured(Dictionary<string, string> environment, string? url = null) =>
        ModelEndpoint.Configured(url, null, name => environment.GetValueOrDefault(name));
}
