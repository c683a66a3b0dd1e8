namespace ProxyManager.EndToEnd.Tests.Routes;

/// <summary>A long-lived connection of the client: <c>client.py hold</c>.</summary>
public sealed class HeldConnection(FleetLab lab, string file)
{
    /// <summary>Seconds without an answer after which it counts as ended: so has one whose packets are dropped.</summary>
    public const int Patience = 3;

    private const string Ended = "ended";

    /// <summary>Where the client writes how many lines came back.</summary>
    public string File => file;

    /// <summary>Fails the test unless a line says more comes back than now.</summary>
    public async Task ShouldLiveAsync()
    {
        var before = await LinesAsync();
        await FleetLab.EventuallyAsync("a line of the held connection", async () =>
        {
            var said = await SaidAsync();
            said.ShouldNotStartWith(Ended, Case.Sensitive, "the held connection has ended");
            return Lines(said) > before;
        });
    }

    /// <summary>Fails the test unless it ends soon.</summary>
    public Task ShouldEndAsync() => FleetLab.EventuallyAsync("the end of the held connection", async () => await LinesAsync() == -1, TimeSpan.FromSeconds(10));

    /// <summary>0 before the first; -1 when it has ended.</summary>
    private async Task<int> LinesAsync() => Lines(await SaidAsync());

    private static int Lines(string said) => said.StartsWith(Ended, StringComparison.Ordinal) ? -1 : int.Parse(said);

    private Task<string> SaidAsync() => lab.OnAsync("client", $"cat {file} 2>/dev/null || echo 0");
}
