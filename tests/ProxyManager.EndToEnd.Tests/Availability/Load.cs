using System.Text.Json;
using ProxyManager.EndToEnd.Tests.Services;

namespace ProxyManager.EndToEnd.Tests.Availability;

/// <summary>What many clients do at once: <c>load.py</c> on a host, from <see cref="StartAsync"/> to <see cref="StopAsync"/>.</summary>
public sealed class Load
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    private readonly FleetLab _lab;
    private readonly string _host;
    private readonly string _unit = $"load-{Guid.NewGuid():N}";

    private Load(FleetLab lab, string host)
    {
        _lab = lab;
        _host = host;
    }

    private string File => $"/tmp/{_unit}.json";

    /// <param name="lab">Where it runs.</param>
    /// <param name="host">Who does it.</param>
    /// <param name="rate">How often a second.</param>
    /// <param name="what">What <c>load.py</c> calls it: kind, address, port, and name where it takes one.</param>
    public static async Task<Load> StartAsync(FleetLab lab, string host, int rate, string what)
    {
        var load = new Load(lab, host);
        await lab.OnAsync(host, $"systemd-run --quiet --unit={load._unit} -p TimeoutStopSec=30 python3 {TestService.LoadPath} {load.File} {rate} {what}");
        return load;
    }

    /// <summary>Ends it after what is under way.</summary>
    public async Task<LoadReport> StopAsync()
    {
        var text = await _lab.OnAsync(_host, $"systemctl stop {_unit}; cat {File} && rm {File}");
        return JsonSerializer.Deserialize<LoadReport>(text, Options)!;
    }
}
