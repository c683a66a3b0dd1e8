using ProxyManager.Fleets;
using ProxyManager.Resources;

namespace ProxyManager.Compilation.Tests.System;

/// <summary>
/// Packages that hosts are asked to have. <c>ubuntu-24.04.tsv</c> is what Ubuntu 24.04 (noble) was released with, by packages.ubuntu.com and package lists of
/// installed hosts: name, component, version. Of wireguard-go only that it is there was found, not in which version.
/// </summary>
public class PackageNameTests
{
    [Fact]
    public void Compile_EveryKindOfHost_NamesPackagesThatUbuntuHas()
    {
        var known = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "System", "ubuntu-24.04.tsv")).Select(l => l.Split('\t')[0]).ToHashSet();
        Gateway[] gateways =
        [
            SampleFleet.Ams1,
            SampleFleet.Fra1 with { Lock = null },
            SampleFleet.Fra1 with { Edge = EdgeEngine.Haproxy },
        ];

        var named = gateways
            .SelectMany(g => SampleFleet.Compile(SampleFleet.Create([g], [], []), g).Resources)
            .Concat(SampleFleet.Fleet.ManagedHosts.SelectMany(h => SampleFleet.Compile(h).Resources))
            .OfType<PackageResource>()
            .Select(p => p.Package)
            .ToHashSet();

        named.Except(known).ShouldBeEmpty();
        known.Except(named).ShouldBeEmpty("the list is of what is named");
    }
}
