using System.Net.Sockets;
using System.Text;
using ProxyManager.Agent.Providers.Haproxy;

namespace ProxyManager.Agent.Tests.Providers;

/// <summary>A master that breaks off answers, as a real one does for a moment after each start and reload.</summary>
public sealed class HaproxyMasterTests : IDisposable
{
    private const string Processes = "#<PID> <type> <reloads>\n10 master 0\n# workers\n11 worker 0\n12 worker 1\n";

    private readonly HostDirectory _host = new();

    [Fact]
    public async Task Workers_AnswersBrokenOff_AsksAgain()
    {
        using var listener = _host.Listen("/master.sock");
        var answering = AnswerAsync(listener, "", "1", Processes);

        new HaproxyMaster("/master.sock", _host.Files).Workers().ShouldBe([11, 12]);

        await answering;
    }

    [Fact]
    public async Task Sessions_WorkerHasEnded_AreNone()
    {
        using var listener = _host.Listen("/master.sock");
        var answering = AnswerAsync(listener, "Can't find the target PID matching the prefix '@!11'\n");

        new HaproxyMaster("/master.sock", _host.Files).Sessions(11, _ => true).ShouldBeEmpty();

        await answering;
    }

    [Fact]
    public void Workers_NobodyListens_AreNone() => new HaproxyMaster("/master.sock", _host.Files).Workers().ShouldBeEmpty();

    public void Dispose() => _host.Dispose();

    /// <summary>Gives each conversation one of the answers.</summary>
    private static async Task AnswerAsync(Socket listener, params string[] answers)
    {
        foreach (var answer in answers)
        {
            using var client = await listener.AcceptAsync();
            await client.ReceiveAsync(new byte[1024]);
            await client.SendAsync(Encoding.UTF8.GetBytes(answer));
        }
    }
}
