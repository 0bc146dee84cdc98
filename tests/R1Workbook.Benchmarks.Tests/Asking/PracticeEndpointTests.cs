using Microsoft.Extensions.AI;
using R1Workbook.Benchmarks.Asking;

namespace R1Workbook.Benchmarks.Tests.Asking;

public class PracticeEndpointTests
{
    [Fact]
    public async Task It_answers_as_a_reasoning_model_does_and_counts()
    {
        using PracticeEndpoint practice = PracticeEndpoint.Start(prompt =>
            $"<think>\nHm.\n</think>\n{prompt.ToUpperInvariant()}"
        );
        using var client = new OpenAiChatClient(practice.Endpoint);
        ChatResponse[] responses = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => client.GetResponseAsync($"question {i}"))
        );
        Assert.Equal(Enumerable.Range(0, 8).Select(i => $"QUESTION {i}"), responses.Select(response => response.Text));
        Assert.All(
            responses,
            response => Assert.Equal("Hm.", response.Messages[^1].Contents.OfType<TextReasoningContent>().Single().Text)
        );
        Assert.Equal(8, practice.Asked);
    }

    [Fact]
    public async Task Another_path_and_another_body_are_refused_by_name()
    {
        using PracticeEndpoint practice = PracticeEndpoint.Start(_ => "");
        using var http = new HttpClient();
        using HttpResponseMessage elsewhere = await http.GetAsync(new Uri(practice.Endpoint.BaseUrl + "/models"));
        Assert.Equal(404, (int)elsewhere.StatusCode);
        using HttpResponseMessage broken = await http.PostAsync(
            new Uri(practice.Endpoint.BaseUrl + "/chat/completions"),
            new StringContent("{\"messages\": []}")
        );
        Assert.Equal(400, (int)broken.StatusCode);
        Assert.Contains("last message", await broken.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, practice.Asked);
    }
}
