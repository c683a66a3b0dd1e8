using ProxyManager.Fleets;

namespace ProxyManager.Compilation.Tests.Edge;

public sealed class WatchedUpstreamsTests
{
    private static readonly HealthCheck Check = new(null, null, null, null, null);

    [Fact]
    public void Compile_HttpRoutes_NamesWhatIsCheckedApartFromTheRest()
    {
        var caddy = new EdgeFleet(EdgeEngine.Haproxy)
            .Http("plain", ["plain.example.com"], [EdgeFleet.Nas(8080)])
            .Http("pair", ["pair.example.com"], [EdgeFleet.Nas(8080), EdgeFleet.Nuc(8080)], r => r with { Health = Check })
            .Http("spread", ["spread.example.com"], [EdgeFleet.Nas(8080), EdgeFleet.Nuc(8080)])
            .Http("alone", ["alone.example.com"], [EdgeFleet.V6Only(80)], r => r with { Health = Check })
            .Caddy();

        caddy.Watched.ShouldBe([
            new("pair", "10.20.1.10:8080", IsChecked: true),
            new("pair", "10.20.1.11:8080", IsChecked: true),
            new("spread", "tcp/10.20.1.10:8080", IsChecked: false),
            new("spread", "tcp/10.20.1.11:8080", IsChecked: false),
            new("alone", "[fd20::6]:80", IsChecked: true),
        ]);
        caddy.Watched!.ShouldAllBe(u => caddy.Upstreams.Contains(u.Address) && caddy.Config.Contains($"\"dial\": \"{u.Dial}\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/healthz", false)]
    [InlineData("/", true)]
    public void Compile_TwoRoutesCheckOneAddress_CountsOnlyIfTheyAskForTheSame(string path, bool isChecked) =>
        new EdgeFleet(EdgeEngine.Caddy)
            .Http("site", ["site.example.com"], [EdgeFleet.Nas(8080)], r => r with { Health = Check with { Path = path } })
            .Http("other", ["other.example.com"], [EdgeFleet.Nas(8080)], r => r with { Health = Check with { Interval = TimeSpan.FromSeconds(1) } })
            .Caddy().Watched.ShouldBe([new("site", "10.20.1.10:8080", isChecked), new("other", "10.20.1.10:8080", isChecked)]);

    [Fact]
    public void Compile_RoutesOfLayer4_NamesTheFirstPortOfWhatIsChecked() =>
        new EdgeFleet(EdgeEngine.Caddy)
            .Sni("shop", ["shop.example.com"], [EdgeFleet.Nas(8443)])
            .Sni("load", ["load.example.com"], [EdgeFleet.Nas(8443), EdgeFleet.Nuc(8443)])
            .Tcp("told", 25, [EdgeFleet.Nas(25)], r => r with { ClientIp = ClientIp.ProxyV2 })
            .Tcp("lines", 7000, [EdgeFleet.Nas(new PortRange(6000, 6002))], r => r with { Tcp = new PortRange(7000, 7002), Health = Check })
            .Layer4().Watched.ShouldBe([
                new("load", "10.20.1.10:8443", IsChecked: true),
                new("load", "10.20.1.11:8443", IsChecked: true),
                new("lines", "10.20.1.10:6000", IsChecked: true),
            ]);

    [Fact]
    public void Compile_NothingIsWatched_SaysNothingOfIt() =>
        new EdgeFleet(EdgeEngine.Caddy).Http("plain", ["plain.example.com"], [EdgeFleet.Nas(8080)]).Caddy().Watched.ShouldBeNull();
}
