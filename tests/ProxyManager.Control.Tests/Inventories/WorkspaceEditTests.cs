using System.Diagnostics;
using ProxyManager.Control.Tests.Fakes;
using ProxyManager.Formats.Templates;
using ProxyManager.Formats.Yaml;
using ProxyManager.Formats.Yaml.Editing;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Control.Tests.Inventories;

public sealed class WorkspaceEditTests : IDisposable
{
    private const string Network = "fleet: acme\nnetwork: { v4: 10.20.0.0/16 }\n";
    private const string Gateways = "gateways:\n  ams1: { ssh: root@203.0.113.10, endpoint: \"203.0.113.10:51820\", address: 10.20.0.1 }\n";

    private readonly string _directory = Directory.CreateTempSubdirectory("pm-edit-").FullName;

    public WorkspaceEditTests()
    {
        File.WriteAllText(Part("a"), Network);
        File.WriteAllText(Part("b"), Gateways);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    /// <summary>Neither gateway was prepared; of the first that is known.</summary>
    [Fact]
    public void Validate_WarningsThatWereThereBefore_AreNotToldAgain()
    {
        var edit = Workspace.Open(_directory, new YamlInventoryReader(), o => new HandlebarsTemplateRenderer(o)).Edit(new YamlInventoryEditor());
        edit.Apply(new(new(ItemKind.Gateway, null, "fra1"), ItemAction.Add)
        {
            Values = new Dictionary<string, IReadOnlyList<string>> { ["ssh"] = ["root@fra1"], ["endpoint"] = ["203.0.113.11:51820"] },
        });

        edit.Validate().Resolution.Diagnostics.ShouldHaveSingleItem().Message.ShouldContain("gateway 'fra1' has no WireGuard key");
    }

    [Fact]
    public void Validate_FirstRuleOfAScope_TellsWhatItCloses()
    {
        File.AppendAllText(Part("b"), "firewall:\n  all: { open: [{ tcp: 22 }, { udp: 161 }] }\n");

        AddRule("ams1").ShouldHaveSingleItem().ShouldContain("ams1 has rules of its own now, in place of those of a wider scope: tcp/22, udp/161 will be closed");
        AddRule("all").ShouldBeEmpty();
    }

    [Fact]
    public void Validate_FirstFirewallOfAHost_TellsThatItIsOn() =>
        AddRule("ams1").ShouldHaveSingleItem().ShouldContain("ams1 gets a firewall");

    [Fact]
    public void Write_FileThatChangedMeanwhile_IsRefusedAndStaysAsItIs()
    {
        var edit = Edit("edge", "haproxy");
        File.AppendAllText(Part("b"), "# by somebody else\n");

        Should.Throw<UsageException>(() => WorkspaceEdit.Write(edit.Validate())).Id.ShouldBe("PM2114");

        File.ReadAllText(Part("b")).ShouldBe(Gateways + "# by somebody else\n");
        Directory.GetFiles(_directory).Length.ShouldBe(2);
    }

    /// <summary>The second has compared nothing yet when it waits for the first.</summary>
    [Fact]
    public async Task Write_AnotherRunWrites_WaitsAndSeesItsEdit()
    {
        var result = Edit("edge", "haproxy").Validate();
        var claim = InventoryClaim.Take(Part("a"), TimeProvider.System);
        var second = Task.Run(() => Should.Throw<UsageException>(() => WorkspaceEdit.Write(result)));
        await Task.Delay(TimeSpan.FromMilliseconds(300));
        File.AppendAllText(Part("b"), "# by the first\n");
        claim.Dispose();

        (await second).Id.ShouldBe("PM2114");

        File.ReadAllText(Part("b")).ShouldBe(Gateways + "# by the first\n");
        Directory.GetFiles(_directory).Length.ShouldBe(2);
    }

    [Fact]
    public async Task Write_TwoAtOnce_OneIsRefused()
    {
        for (var round = 1; round <= 100; round++)
        {
            EditingResult[] results = [Add($"a{round}", $"10.20.1.{round}").Validate(), Add($"b{round}", $"10.20.2.{round}").Validate()];
            using var start = new Barrier(2);
            var refused = await Task.WhenAll(results.Select(r => Task.Factory.StartNew(() => IsRefused(r, start), TaskCreationOptions.LongRunning)));

            refused.Count(r => r).ShouldBe(1, $"round {round}");
        }
    }

    [Fact]
    public void Write_AnotherRunNeverEnds_SaysWhatToRemove()
    {
        var result = Edit("edge", "haproxy").Validate();
        File.WriteAllText(Part("a") + ".claim", "");

        var refusal = Should.Throw<UsageException>(() => InventoryWriter.Write(result.Files, result.Read, new PassingClock()));

        (refusal.Id, refusal.Advice).ShouldBe(("PM2115", $"if none is under way, remove '{Part("a")}.claim', and try again"));
        File.ReadAllText(Part("b")).ShouldBe(Gateways);
    }

    [RootFact]
    public void Write_FileOfSomebodyElse_StaysTheirs()
    {
        new FileOwner(4321, 1234).Give(Part("b"));

        WorkspaceEdit.Write(Edit("edge", "haproxy").Validate());

        FileOwner.Of(Part("b")).ShouldBe(new FileOwner(4321, 1234));
    }

    /// <summary>What was validated is the sum of the files: with another, it may be wrong.</summary>
    [Fact]
    public void Write_OtherFileThatChangedMeanwhile_IsRefused()
    {
        var result = Edit("edge", "haproxy").Validate();
        result.Files.ShouldHaveSingleItem();
        File.AppendAllText(Part("a"), "# by somebody else\n");

        Should.Throw<UsageException>(() => WorkspaceEdit.Write(result)).Message.ShouldStartWith($"'{Part("a")}' has changed");

        File.ReadAllText(Part("b")).ShouldBe(Gateways);
    }

    [Fact]
    public void Write_ThroughLinksToDirectories_ReplacesWhatTheyLeadTo()
    {
        var (elsewhere, deep) = (Path.Combine(_directory, "elsewhere"), Path.Combine(_directory, "b", "deep"));
        Directory.CreateDirectory(elsewhere);
        Directory.CreateDirectory(deep);
        File.WriteAllText(Path.Combine(_directory, "b", "real.yml"), Network + Gateways);
        File.CreateSymbolicLink(Path.Combine(deep, "fleet.yml"), "../real.yml");
        File.CreateSymbolicLink(Path.Combine(elsewhere, "link"), "../b/deep");
        File.WriteAllText(Path.Combine(elsewhere, "real.yml"), "precious");

        WorkspaceEdit.Write(EditIn(Path.Combine(elsewhere, "link", "fleet.yml"), "edge", "haproxy").Validate());

        File.ReadAllText(Path.Combine(elsewhere, "real.yml")).ShouldBe("precious");
        File.ReadAllText(Path.Combine(_directory, "b", "real.yml")).ShouldContain("edge: haproxy");
    }

    [Fact]
    public void Write_ThroughARelativeLink_ReplacesTheFileBesideIt()
    {
        var link = Path.Combine(_directory, "fleet.yml");
        File.WriteAllText(Path.Combine(_directory, "real"), Network + Gateways);
        File.CreateSymbolicLink(link, "real");

        WorkspaceEdit.Write(EditIn(Path.GetRelativePath(Directory.GetCurrentDirectory(), link), "edge", "haproxy").Validate());

        new FileInfo(link).LinkTarget.ShouldBe("real");
        File.ReadAllText(Path.Combine(_directory, "real")).ShouldContain("edge: haproxy");
    }

    [Fact]
    public void RealPath_LinksInACircle_AreAnError()
    {
        File.CreateSymbolicLink(Part("x"), "y.yml");
        File.CreateSymbolicLink(Part("y"), "x.yml");

        Should.Throw<IOException>(() => RealPath.Of(Part("x"))).Message.ShouldContain("too many links");
    }

    [Fact]
    public void Write_FileThatItsOwnerMadeReadOnly_IsRefused()
    {
        File.SetUnixFileMode(Part("b"), UnixFileMode.UserRead | UnixFileMode.GroupRead);

        var refusal = Should.Throw<UsageException>(() => WorkspaceEdit.Write(Edit("edge", "haproxy").Validate()));

        (refusal.Id, refusal.Message).ShouldBe(("PM2115", $"'{Part("b")}' is read-only; nothing was written"));
        File.ReadAllText(Part("b")).ShouldBe(Gateways);
        Directory.GetFiles(_directory).Length.ShouldBe(2);
    }

    [Fact]
    public void Write_InventoryThatWouldHaveErrors_IsRefused()
    {
        var edit = Edit("address", "10.99.0.1");

        var refusal = Should.Throw<InvalidInventoryException>(() => WorkspaceEdit.Write(edit.Validate()));
        refusal.Diagnostics.ShouldContain(d => d.Code == "PM1107");
        refusal.Note.ShouldStartWith("nothing was written: lines and columns are those that the files would have");

        File.ReadAllText(Part("b")).ShouldBe(Gateways);
    }

    [RootFact]
    public void Write_SecondOfTwoFilesCannotBeReplaced_PutsTheFirstBack()
    {
        var second = Gateways.Replace("ams1", "ams2", StringComparison.Ordinal).Replace("0.10", "0.11", StringComparison.Ordinal).Replace("20.0.1", "20.0.2", StringComparison.Ordinal);
        File.WriteAllText(Part("c"), second);
        var edit = Edit("edge", "haproxy", "ams1", "ams2");
        var result = edit.Validate();
        result.Files.Count.ShouldBe(2);
        ChangeAttributes("+i", Part("c"));
        try
        {
            var refusal = Should.Throw<UsageException>(() => WorkspaceEdit.Write(result));
            refusal.Id.ShouldBe("PM2115");
            refusal.Message.ShouldEndWith("; nothing was written");
        }
        finally
        {
            ChangeAttributes("-i", Part("c"));
        }

        File.ReadAllText(Part("b")).ShouldBe(Gateways);
        File.ReadAllText(Part("c")).ShouldBe(second);
        Directory.GetFiles(_directory).Length.ShouldBe(3);
    }

    /// <summary>chattr(1): nobody, root included, may replace a file that is immutable.</summary>
    private static void ChangeAttributes(string mode, string path)
    {
        using var process = Process.Start("chattr", [mode, path]);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
    }

    /// <summary>Opens tcp/443 in a scope.</summary>
    /// <returns>The messages about what it closes.</returns>
    private IEnumerable<string> AddRule(string scope)
    {
        var edit = Workspace.Open(_directory, new YamlInventoryReader(), o => new HandlebarsTemplateRenderer(o)).Edit(new YamlInventoryEditor());
        edit.Apply(new(ItemName.OfRule(scope, "tcp", "443"), ItemAction.Add));
        return edit.Validate().Resolution.Diagnostics.Where(d => d.Code == EditingCodes.ClosedByEdit).Select(d => d.Message);
    }

    private static bool IsRefused(EditingResult result, Barrier start)
    {
        start.SignalAndWait();
        try
        {
            WorkspaceEdit.Write(result);
            return false;
        }
        catch (UsageException e) when (e.Id == "PM2114")
        {
            return true;
        }
    }

    private WorkspaceEdit Add(string peer, string address)
    {
        var edit = Workspace.Open(_directory, new YamlInventoryReader(), o => new HandlebarsTemplateRenderer(o)).Edit(new YamlInventoryEditor());
        edit.Apply(new(new(ItemKind.Peer, null, peer), ItemAction.Add)
        {
            Values = new Dictionary<string, IReadOnlyList<string>> { ["ssh"] = [$"root@{peer}"], ["address"] = [address] },
        });
        return edit;
    }

    private WorkspaceEdit Edit(string key, string value, params string[] gateways) => EditIn(_directory, key, value, gateways);

    private static WorkspaceEdit EditIn(string inventory, string key, string value, params string[] gateways)
    {
        var workspace = Workspace.Open(inventory, new YamlInventoryReader(), overrides => new HandlebarsTemplateRenderer(overrides));
        var edit = workspace.Edit(new YamlInventoryEditor());
        foreach (var name in gateways.DefaultIfEmpty("ams1"))
            edit.Apply(new(new(ItemKind.Gateway, null, name), ItemAction.Set) { Values = new Dictionary<string, IReadOnlyList<string>> { [key] = [value] } });
        return edit;
    }

    private string Part(string name) => Path.Combine(_directory, name + ".yml");
}
