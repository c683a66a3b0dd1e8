using System.Text;
using ProxyManager.Fleets;
using ProxyManager.Formats.Yaml;
using ProxyManager.Inventory.Locks;

namespace ProxyManager.Inventory.Tests.Locks;

public sealed class LockFileTests
{
    private static readonly LockEntry Bare = new(
        "1234567890123456789012345678901e", "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=",
        ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHwB5dGr0Cr3jIkGl1Tb1ZB0AtX6S5Hq5ZQvGfGmXw1c"], 22, null, false, true, false);

    [Fact]
    public void Write_ThenRead_GivesTheSameEntries()
    {
        var entries = new Dictionary<string, LockEntry>
        {
            ["nas"] = Bare,
            ["ams1"] = Bare with { SshPort = 2222, CaddyVersion = "2.11", CaddyLayer4 = true, Ssh = new("2001:db8::1", "admin", 2222), Become = true },
            ["fra1"] = Bare with { Ssh = new("fra1", null, null) },
        };

        var diagnostics = new List<Diagnostic>();
        var read = LockFile.Read(new YamlInventoryReader(), File(LockFile.Write(entries)), diagnostics);

        diagnostics.ShouldBeEmpty();
        read.Keys.ShouldBe(["ams1", "fra1", "nas"]);
        read.ShouldAllBe(e => Same(e.Value, entries[e.Key]));
    }

    [Fact]
    public void Read_Entry_KnowsWhereItStands() =>
        LockFile.Read(new YamlInventoryReader(), File(LockFile.Write(new Dictionary<string, LockEntry> { ["nas"] = Bare })), [])["nas"].Position.ShouldBe(new("fleet.lock.yml", 4, 3));

    /// <summary>The lock comes from git: what it says becomes an argument of ssh.</summary>
    [Fact]
    public void Read_SshThatIsAnOption_IsRefused()
    {
        var text = LockFile.Write(new Dictionary<string, LockEntry> { ["nas"] = Bare with { Ssh = new("nas", null, null) } })
            .Replace("ssh: \"nas\"", "ssh: \"-oProxyCommand=x\"", StringComparison.Ordinal);

        var diagnostics = new List<Diagnostic>();

        LockFile.Read(new YamlInventoryReader(), File(text), diagnostics).ShouldBeEmpty();
        diagnostics.ShouldHaveSingleItem().Code.ShouldBe(StructureCodes.WrongForm);
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
        var text = LockFile.Write(new Dictionary<string, LockEntry> { ["nas"] = Bare, ["nuc"] = Bare }).Replace("sshPort: 22", "sshPort: 0", StringComparison.Ordinal);

        var diagnostics = new List<Diagnostic>();

        LockFile.Read(new YamlInventoryReader(), File(text), diagnostics).ShouldBeEmpty();
        diagnostics.Select(d => d.Code).ShouldBe([StructureCodes.WrongForm, StructureCodes.WrongForm]);
    }

    [Fact]
    public void Objection_EntryInOrder_IsNull() =>
        LockFile.Objection(Bare with { CaddyVersion = "2.11.4+deb" }).ShouldBeNull();

    [Fact]
    public void Objection_WhatAHostMightTell_NamesTheKey()
    {
        const string More = "\"\n  other:\n    hostId: \"";

        LockFile.Objection(Bare with { HostId = Bare.HostId + More }).ShouldNotBeNull().ShouldStartWith("hostId ");
        LockFile.Objection(Bare with { PublicKey = "" }).ShouldNotBeNull().ShouldStartWith("publicKey ");
        LockFile.Objection(Bare with { SshHostKeys = [] }).ShouldNotBeNull().ShouldStartWith("sshHostKeys ");
        LockFile.Objection(Bare with { SshHostKeys = [Bare.SshHostKeys[0] + "\n* " + Bare.SshHostKeys[0]] }).ShouldNotBeNull().ShouldStartWith("sshHostKeys ");
        LockFile.Objection(Bare with { SshPort = 70000 }).ShouldNotBeNull().ShouldStartWith("sshPort ");
        LockFile.Objection(Bare with { CaddyVersion = "2" + More }).ShouldNotBeNull().ShouldStartWith("caddyVersion ");
    }

    private static InventoryFile File(string text) => new("fleet.lock.yml", Encoding.UTF8.GetBytes(text));

    private static bool Same(LockEntry a, LockEntry b) => a with { SshHostKeys = b.SshHostKeys, Position = b.Position } == b && a.SshHostKeys.SequenceEqual(b.SshHostKeys);
}
