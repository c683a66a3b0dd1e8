using System.Text;
using ProxyManager.Fleets;
using ProxyManager.Formats.Yaml;
using ProxyManager.Inventory.Locks;

namespace ProxyManager.Inventory.Tests.Locks;

public sealed class LockFileTests
{
    private static readonly LockEntry _bare = new(
        "1234567890123456789012345678901e", "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=",
        ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHwB5dGr0Cr3jIkGl1Tb1ZB0AtX6S5Hq5ZQvGfGmXw1c"], 22, null, false, true, false);

    [Fact]
    public void Write_ThenRead_GivesTheSameEntries()
    {
        var entries = new Dictionary<string, LockEntry> { ["nas"] = _bare, ["ams1"] = _bare with { SshPort = 2222, CaddyVersion = "2.11", CaddyLayer4 = true } };

        var diagnostics = new List<Diagnostic>();
        var read = LockFile.Read(new YamlInventoryReader(), File(LockFile.Write(entries)), diagnostics);

        diagnostics.ShouldBeEmpty();
        read.Keys.ShouldBe(["ams1", "nas"]);
        read.ShouldAllBe(e => Same(e.Value, entries[e.Key]));
    }

    [Fact]
    public void Read_EmptyLock_HasNoEntries()
    {
        var diagnostics = new List<Diagnostic>();

        LockFile.Read(new YamlInventoryReader(), File(LockFile.Write(new Dictionary<string, LockEntry>())), diagnostics).ShouldBeEmpty();
        diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void Read_WrongEntry_IsReportedAndLeftOut()
    {
        var text = LockFile.Write(new Dictionary<string, LockEntry> { ["nas"] = _bare, ["nuc"] = _bare }).Replace("sshPort: 22", "sshPort: 0", StringComparison.Ordinal);

        var diagnostics = new List<Diagnostic>();

        LockFile.Read(new YamlInventoryReader(), File(text), diagnostics).ShouldBeEmpty();
        diagnostics.Select(d => d.Code).ShouldBe([StructureCodes.WrongForm, StructureCodes.WrongForm]);
    }

    private static InventoryFile File(string text) => new("fleet.lock.yml", Encoding.UTF8.GetBytes(text));

    private static bool Same(LockEntry a, LockEntry b) => a with { SshHostKeys = b.SshHostKeys } == b && a.SshHostKeys.SequenceEqual(b.SshHostKeys);
}
