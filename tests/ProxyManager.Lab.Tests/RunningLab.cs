using System.Net;

namespace ProxyManager.Lab.Tests;

/// <summary>One lab for the tests that do not take it down: a gateway, a peer behind NAT with a user and port of its own, a client.</summary>
public sealed class RunningLab : IAsyncLifetime
{
    private DisposableLab? _lab;

    public static LabPlan Plan { get; } = new LabPlan("test",
    [
        new LabHostPlan("gw", LabRole.Gateway, [IPAddress.Parse("203.0.113.1"), IPAddress.Parse("2001:db8::1")]) { SshNames = ["gw.example.net"] },
        new LabHostPlan("nas", LabRole.Peer, [IPAddress.Parse("192.0.2.1"), IPAddress.Parse("2001:db8::2")]) { BehindNat = true, User = "admin", Port = 2222 },
        new LabHostPlan("client", LabRole.Client, [IPAddress.Parse("198.51.100.1"), IPAddress.Parse("2001:db8::3")]),
    ])
    {
        Flavour = LabFlavour.Full,
        Names = new Dictionary<string, IReadOnlyList<IPAddress>> { ["shop.example.com"] = [IPAddress.Parse("203.0.113.1")] },
    };

    public DisposableLab Lab => _lab ?? throw new InvalidOperationException("The machine cannot raise a lab.");

    public async Task InitializeAsync()
    {
        if (LabRequirements.Check().Count == 0)
            _lab = await DisposableLab.UpAsync(Plan.WithUniqueName());
    }

    public async Task DisposeAsync()
    {
        if (_lab is not null)
            await _lab.DownAsync();
    }
}
