using ProxyManager.Fleets;
using ProxyManager.Resources;

namespace ProxyManager.Compilation.Tests.Edge;

public class EdgeGoldenTests
{
    [Theory]
    [MemberData(nameof(EdgeScenarios.Names), MemberType = typeof(EdgeScenarios))]
    public void Compile_Caddy_MatchesGolden(string scenario) => Check(scenario, EdgeEngine.Caddy);

    [Theory]
    [MemberData(nameof(EdgeScenarios.Names), MemberType = typeof(EdgeScenarios))]
    public void Compile_Haproxy_MatchesGolden(string scenario) => Check(scenario, EdgeEngine.Haproxy);

    private static void Check(string scenario, EdgeEngine edge)
    {
        var prefix = $"edge-{scenario}-on-{edge}".ToLowerInvariant();
        foreach (var resource in EdgeScenarios.Build(scenario, edge).Compile())
        {
            if (resource is CaddyResource caddy)
                GoldenFile.ShouldMatch($"{prefix}-{Path.GetFileName(caddy.ConfigPath)}", caddy.Config);
            if (resource is HaproxyResource haproxy)
            {
                GoldenFile.ShouldMatch($"{prefix}.cfg", haproxy.Config);
                foreach (var (path, entries) in haproxy.Maps)
                    GoldenFile.ShouldMatch($"{prefix}-{Path.GetFileName(path)}", string.Concat(entries.Select(e => $"{e.Key} {e.Value}\n")));
            }
        }
    }
}
