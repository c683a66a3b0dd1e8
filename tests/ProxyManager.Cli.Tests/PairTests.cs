using System.CommandLine;
using System.Text.RegularExpressions;
using ProxyManager.Cli.Commands;

namespace ProxyManager.Cli.Tests;

/// <summary>Every operation has a command and a cmdlet.</summary>
public sealed partial class PairTests
{
    /// <summary>Which cmdlet does what a command does.</summary>
    private static readonly Dictionary<string, string> Pairs = new()
    {
        ["init"] = "New-PmInventory",
        ["validate"] = "Test-PmInventory",
        ["render"] = "Get-PmConfig",
        ["plan"] = "Get-PmPlan",
        ["apply"] = "Invoke-PmReconcile",
        ["status"] = "Get-PmStatus",
        ["drift"] = "Get-PmDrift",
        ["diagnose"] = "Get-PmDiagnostic",
        ["test"] = "Test-PmConnection",
        ["rollback"] = "Undo-PmReconcile",
        ["peer config"] = "Export-PmPeerConfig",
        ["generations"] = "Get-PmGeneration",
        ["import"] = "Import-PmWireGuardConfig",
        ["confirm"] = "Confirm-PmReconcile",
        ["pause"] = "Suspend-PmReconcile",
        ["resume"] = "Resume-PmReconcile",
        ["key new"] = "New-PmSigningKey",
        ["bundle build"] = "New-PmBundle",
        ["bundle verify"] = "Test-PmBundle",
        ["host init"] = "Initialize-PmHost",
        ["host retire"] = "Remove-PmHost",
    };

    /// <summary>Operations that only one side needs, and why.</summary>
    private static readonly Dictionary<string, string> Alone = new()
    {
        ["schema"] = "an editor reads it",
        ["completion"] = "cmdlets bring their own",
        ["Get-PmInventory"] = "the first lines of every command say it",
    };

    [Fact]
    public void Commands_AndCmdlets_AreThereInPairs()
    {
        var pairs = Pairs.Concat(Items()).ToList();

        Leaves(new PmRootCommand(), "").Where(c => !Alone.ContainsKey(c) && !c.StartsWith("lab ", StringComparison.Ordinal)).ShouldBe(pairs.Select(p => p.Key), ignoreOrder: true);
        Cmdlets().Where(c => !Alone.ContainsKey(c)).ShouldBe(pairs.Select(p => p.Value), ignoreOrder: true);
    }

    private static IEnumerable<KeyValuePair<string, string>> Items() =>
        from subject in new (string Command, string Noun)[] { ("gateway", "PmGateway"), ("peer", "PmPeer"), ("service", "PmService"), ("route", "PmRoute"), ("firewall", "PmFirewallRule") }
        from action in new (string Command, string Verb)[] { ("list", "Get"), ("add", "New"), ("set", "Set"), ("remove", "Remove") }
        select KeyValuePair.Create($"{subject.Command} {action.Command}", $"{action.Verb}-{subject.Noun}");

    private static IEnumerable<string> Leaves(Command command, string path) =>
        command.Subcommands.Count == 0 ? [path.Trim()] : command.Subcommands.SelectMany(c => Leaves(c, $"{path} {c.Name}"));

    private static IEnumerable<string> Cmdlets() => CmdletName()
        .Matches(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ProxyManager.psd1")))
        .Select(m => m.Groups["name"].Value);

    [GeneratedRegex("'(?<name>[A-Z][a-z]+-Pm[A-Za-z]+)'")]
    private static partial Regex CmdletName();
}
