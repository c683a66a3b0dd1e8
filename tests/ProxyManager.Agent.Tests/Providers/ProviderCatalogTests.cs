using ProxyManager.Agent.Providers;
using ProxyManager.Resources;

namespace ProxyManager.Agent.Tests.Providers;

public sealed class ProviderCatalogTests
{
    [Fact]
    public void Steps_UnitsThatFollowEachOther_AreOneStepAndOthersOneEach()
    {
        Resource[] resources =
        [
            new FileResource("/a", ""), new FileResource("/b", ""), new UnitResource("a.service", true, true), new UnitResource("b.service", true, true),
            new SysctlResource("c", "1"), new UnitResource("d.service", true, true),
        ];

        ProviderCatalog.All().Steps(resources).Select(step => string.Join(' ', step.Select(r => r.Name)))
            .ShouldBe(["/a", "/b", "a.service b.service", "c", "d.service"]);
    }
}
