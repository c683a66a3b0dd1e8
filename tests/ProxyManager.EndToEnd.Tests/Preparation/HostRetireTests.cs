using ProxyManager.Control;

namespace ProxyManager.EndToEnd.Tests.Preparation;

/// <summary><c>pm host retire</c>: nothing of ours stays.</summary>
[Collection(nameof(BareGroup))]
public sealed class HostRetireTests(BareLab lab)
{
    [LabTheory]
    [InlineData("gw1")]
    [InlineData("p1")]
    public async Task HostRetire_AppliedHost_IsAsItWasBeforePreparation(string host)
    {
        (await lab.PmAsync("host", "init")).ShouldExitWith(ExitCode.Success);
        (await lab.PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success);

        (await lab.PmAsync("host", "retire", host, "--yes")).ShouldExitWith(ExitCode.Success);

        (await lab.LeftoversAsync(host)).ShouldBe("");
        File.ReadAllText(Path.ChangeExtension(lab.InventoryPath, ".lock.yml")).ShouldNotContain($"\"{host}\":");
        (await lab.PmAsync("host", "init", host)).ShouldExitWith(ExitCode.Success);
    }
}
