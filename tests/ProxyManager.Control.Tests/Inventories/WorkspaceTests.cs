using ProxyManager.Control.Tests.Fakes;
using ProxyManager.Fleets;
using ProxyManager.Formats.Templates;
using ProxyManager.Formats.Yaml;
using ProxyManager.Inventory.Locks;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control.Tests.Inventories;

public sealed class WorkspaceTests : IDisposable
{
    private const string Inventory = """
        fleet: acme
        network: { v4: 10.20.0.0/16 }
        gateways:
          ams1: { ssh: root@203.0.113.10, endpoint: "203.0.113.10:51820", address: 10.20.0.1 }
        """;

    private const string TwoGateways = Inventory + """

          fra1: { ssh: root@198.51.100.7, endpoint: "198.51.100.7:51820", address: 10.20.0.2 }
        """;

    private static readonly LockEntry LockedEntry = new(Sample.HostId, new string('A', 43) + "=", ["ssh-ed25519 " + new string('A', 68)], 22, null, false, true, true);

    private readonly string _directory = Directory.CreateTempSubdirectory("pm-workspace-").FullName;

    private string LockPath => Path.Combine(_directory, "fleet.lock.yml");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void SelectRetirable_HostOfTheLockOnly_IsMadeFromTheLock()
    {
        var ssh = new SshTarget("old.example.net", "admin", 2222);

        var old = Open(("old", LockedEntry with { Ssh = ssh, Become = true })).SelectRetirable("old").ShouldHaveSingleItem();

        (old.Name, old.Ssh, old.Become).ShouldBe(("old", ssh, true));
        old.Lock.ShouldNotBeNull().SshHostKeys.ShouldBe(LockedEntry.SshHostKeys);
    }

    [Fact]
    public void SelectRetirable_HostOfTheLockThatNobodyCanReach_SaysWhatToDo()
    {
        var refusal = Should.Throw<UsageException>(() => Open(("old", LockedEntry)).SelectRetirable("old"));

        refusal.Id.ShouldBe("PM2101");
        refusal.Advice.ShouldContain("put it back");
    }

    [Fact]
    public void SelectRetirable_Pattern_SelectsManagedHosts() =>
        Open(("old", LockedEntry)).SelectRetirable("gateways").ShouldHaveSingleItem().Name.ShouldBe("ams1");

    [Fact]
    public void SelectAnyRetirable_SeveralOfTheLockAndAPattern_SelectsAll()
    {
        var reachable = LockedEntry with { Ssh = new("old", null, null) };

        Open(("old1", reachable), ("old2", reachable)).SelectAnyRetirable(["old1", "gateways", "old2"]).Select(h => h.Name).ShouldBe(["old1", "old2", "ams1"]);
    }

    /// <summary>As one pattern, what the first takes away would be taken from the others too.</summary>
    [Theory]
    [InlineData(new[] { "gateways:&ams1", "nas" }, new[] { "ams1", "nas" })]
    [InlineData(new[] { "gateways:!fra1", "fra1" }, new[] { "ams1", "fra1" })]
    [InlineData(new[] { "nas", "fra1", "ams1" }, new[] { "ams1", "fra1", "nas" })]
    [InlineData(new[] { "all:!nas", "all:&fra1" }, new[] { "ams1", "fra1" })]
    public void SelectAnyManaged_SeveralPatterns_EachStandsForItself(string[] patterns, string[] names)
    {
        File.WriteAllText(Path.Combine(_directory, "fleet.yml"), TwoGateways + "\npeers:\n  nas: { ssh: nas.lan, address: 10.20.1.10 }\n");

        Read().SelectAnyManaged(patterns).Select(h => h.Name).ShouldBe(names);
    }

    [Fact]
    public void SelectManaged_HostOfTheLockOnly_IsNotThere() =>
        Should.Throw<InvalidInventoryException>(() => Open(("old", LockedEntry with { Ssh = new("old", null, null) })).SelectManaged("old"));

    [Fact]
    public void SelectManaged_HostWithoutSsh_IsLeftOutAndRefusedAlone()
    {
        Write(Inventory + $"\npeers: {{ nas: {{ address: 10.20.1.10, publicKey: {LockedEntry.PublicKey} }} }}\n");

        Read().SelectManaged("all").ShouldHaveSingleItem().Name.ShouldBe("ams1");
        Should.Throw<UsageException>(() => Read().SelectManaged("nas")).Id.ShouldBe("PM2101");
    }

    /// <summary>What a preparation recorded must not keep anybody from the hosts, nor from the preparation that mends it.</summary>
    [Fact]
    public void Open_RouteThatTheCaddyOfAGatewayCannotServe_KeepsNobodyFromTheHosts()
    {
        Open(("ams1", LockedEntry with { PublicKey = "B" + LockedEntry.PublicKey[1..], CaddyVersion = "2.6.2" }));
        Write(Inventory + $"\npeers: {{ nas: {{ address: 10.20.1.10, publicKey: {LockedEntry.PublicKey} }} }}\nroutes: {{ a: {{ sni: a.example.com, to: \"nas:443\" }} }}\n");

        var workspace = Read();

        workspace.Fleet.ShouldBeNull();
        workspace.SelectManaged("all").ShouldHaveSingleItem().Name.ShouldBe("ams1");
        workspace.Wanted().Make(workspace.RequireFleet().Gateways[0]).Bundle.Resources.ShouldNotBeEmpty();
        Should.Throw<InvalidInventoryException>(workspace.Bundles).Diagnostics.ShouldHaveSingleItem().Code.ShouldBe("PM1215");
    }

    [Fact]
    public void Open_InventoryWithAnotherError_IsNoFleet()
    {
        Open(("ams1", LockedEntry with { CaddyVersion = "2.6.2" }));
        Write(Inventory + "\nroutes: { a: { sni: a.example.com, to: \"nobody:443\" } }\n");

        Should.Throw<InvalidInventoryException>(() => Read().RequireFleet());
    }

    [Fact]
    public void Forget_RetiredHost_LeavesTheLockAndTheWarning()
    {
        Open(("old", LockedEntry), ("ams1", LockedEntry with { PublicKey = "B" + LockedEntry.PublicKey[1..] })).Forget([new("acme", "old", HostVerdict.Applied, HostState.New)]);

        var workspace = Open();
        workspace.Fleet.ShouldNotBeNull().Retired.ShouldBeEmpty();
        workspace.Fleet.Gateways[0].Lock.ShouldNotBeNull();
        workspace.Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void Record_TwoRunsAtATime_KeepBothHosts()
    {
        Write(TwoGateways);
        var (first, second) = (Read(), Read());

        first.Record([Prepared("ams1")]).ShouldBe(LockPath);
        second.Record([Prepared("fra1")]).ShouldBe(LockPath);

        Read().Fleet.ShouldNotBeNull().Gateways.ShouldAllBe(g => g.Lock != null);
    }

    [Fact]
    public async Task Record_WhileAnotherRunWrites_Waits()
    {
        Write(TwoGateways);
        var workspace = Read();
        File.WriteAllText(LockPath + ".new", "");
        var recorded = Task.Run(() => workspace.Record([Prepared("ams1")]));
        recorded.IsCompleted.ShouldBeFalse();

        File.Delete(LockPath + ".new");

        (await recorded).ShouldBe(LockPath);
        File.Exists(LockPath + ".new").ShouldBeFalse();
    }

    [Fact]
    public void Update_AnotherRunNeverEnds_SaysWhatToDoAndLeavesTheLock()
    {
        File.WriteAllText(LockPath, "kept");
        File.WriteAllText(LockPath + ".new", "");

        var store = new LockStore(new YamlInventoryReader(), LockPath, new PassingClock());

        Should.Throw<UsageException>(() => store.Update([], new Dictionary<string, LockEntry> { ["ams1"] = LockedEntry })).Advice.ShouldContain("remove");
        File.ReadAllText(LockPath).ShouldBe("kept");
    }

    [Fact]
    public void Record_LockWasDamagedMeanwhile_IsNotWrittenOver()
    {
        var workspace = Open();
        File.WriteAllText(LockPath, "hosts: [");

        Should.Throw<UsageException>(() => workspace.Record([Prepared("ams1")])).Id.ShouldBe("PM2110");

        File.ReadAllText(LockPath).ShouldBe("hosts: [");
        File.Exists(LockPath + ".new").ShouldBeFalse();
    }

    [Theory]
    [InlineData(Sample.HostId, true)]
    [InlineData("ffffffffffffffffffffffffffffffff", false)]
    public void Record_LockSaidThatOthersForward_StaysSoForTheSameHost(string lockedId, bool forwards)
    {
        var prepared = Prepared("ams1");
        var workspace = Open(("ams1", LockedEntry with { HostId = lockedId, ForwardingV6 = false }));

        workspace.Record([prepared with { Facts = prepared.Facts! with { ForwardingV4 = false, ForwardingV6 = false } }]);

        var entry = Read().Fleet.ShouldNotBeNull().Gateways[0].Lock.ShouldNotBeNull();
        (entry.ForwardingV4, entry.ForwardingV6).ShouldBe((forwards, false));
    }

    private static HostResult Prepared(string host) => new("acme", host, HostVerdict.Applied, HostState.InOrder)
    {
        Facts = new HostFacts(
            host == "ams1" ? Sample.HostId : new string('f', 32), "debian 12", "1", (host == "ams1" ? "B" : "C") + LockedEntry.PublicKey[1..], 22, LockedEntry.SshHostKeys, null, true, true),
    };

    private void Write(string inventory) => File.WriteAllText(Path.Combine(_directory, "fleet.yml"), inventory);

    private Workspace Read() =>
        Workspace.Open(Path.Combine(_directory, "fleet.yml"), new YamlInventoryReader(), overrides => new HandlebarsTemplateRenderer(overrides));

    private Workspace Open(params (string Host, LockEntry Entry)[] locked)
    {
        Write(Inventory);
        if (locked.Length > 0)
            File.WriteAllText(LockPath, LockFile.Write(locked.ToDictionary(l => l.Host, l => l.Entry)));
        return Read();
    }
}
