namespace ProxyManager.EndToEnd.Tests.Routes;

/// <summary>A long-lived connection of the client: <c>client.py hold</c>.</summary>
public sealed class HeldConnection(FleetLab lab, string file)
{
    /// <summary>Where the client writes how many lines came back.</summary>
    public string File => file;

    /// <summary>Fails the test unless a line says more comes back than now.</summary>
    public async Task ShouldLiveAsync()
    {
        var before = await LinesAsync();
        await FleetLab.EventuallyAsync("a line of the held connection", async () =>
        {
            var now = await LinesAsync();
            now.ShouldNotBe(-1, "the held connection has ended");
            return now > before;
        });
    }

    /// <summary>Fails the test unless it ends soon.</summary>
    public Task ShouldEndAsync() => FleetLab.EventuallyAsync("the end of the held connection", async () => await LinesAsync() == -1, TimeSpan.FromSeconds(10));

    /// <summary>0 before the first; -1 when it has ended.</summary>
    private async Task<int> LinesAsync() => await lab.OnAsync("client", $"cat {file} 2>/dev/null || echo 0") switch
    {
        "ended" => -1,
        var count => int.Parse(count),
    };
}
