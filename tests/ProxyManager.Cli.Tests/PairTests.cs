using System.CommandLine;
using System.CommandLine.Help;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ProxyManager.Cli.Commands;

namespace ProxyManager.Cli.Tests;

/// <summary>Every operation has a command and a cmdlet, and what the one takes the other takes too.</summary>
public sealed partial class PairTests
{
    private static readonly XNamespace Topic = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";

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

    /// <summary>What an option or argument is called as a parameter, where not by its own name: of one command, else of all.</summary>
    private static readonly Dictionary<string, string[]> Renamed = new()
    {
        ["--forks"] = ["ThrottleLimit"],
        ["PATTERN"] = ["Limit"],
        ["--yes"] = ["Force"],
        ["--force"] = ["AllowStale"],
        ["peer config --force"] = ["Force"],
        ["--check"] = ["WhatIf"],
        ["--confirm"] = ["ManualConfirm"],
        ["--confirm-timeout"] = ["ConfirmTimeoutSeconds"],
        ["--out"] = ["Path"],
        ["plan --out"] = ["OutFile"],
        ["bundle build --out"] = ["DestinationPath"],
        ["FILE"] = ["Path"],
        ["apply FILE"] = ["Plan"],
        ["bundle verify --key"] = ["PublicKey"],
        ["--png"] = ["PngPath"],
        ["--private-key-file"] = ["PrivateKeyPath"],
        ["--as"] = ["Role"],
        ["--secrets"] = ["SecretDirectory"],
        ["--unset"] = ["Clear"],
        ["GATEWAY"] = ["Name"],
        ["PEER"] = ["Name"],
        ["ROUTE"] = ["Name"],
        ["HOST/SERVICE"] = ["HostName", "Name"],
        ["--host"] = ["HostName"],
        ["--tcp"] = ["Protocol", "Port"],
        ["--udp"] = ["Protocol", "Port"],
        ["route add --tcp"] = ["Tcp"],
        ["route set --tcp"] = ["Tcp"],
        ["route add --udp"] = ["Udp"],
        ["route set --udp"] = ["Udp"],
    };

    /// <summary>What only one side takes, and why.</summary>
    private static readonly Dictionary<string, string> TakenAlone = new()
    {
        ["plan --detailed-exitcode"] = "objects have no exit code",
        ["diagnose --out"] = "objects go to a file by ConvertTo-Json",
        ["render --out"] = "objects go to files by Set-Content",
        ["render Name"] = "a folder is written as a whole: what of it is no longer made goes",
        ["validate Quiet"] = "the exit code says it",
        ["bundle verify Quiet"] = "the exit code says it",
        ["import LiteralPath"] = "a shell has expanded patterns before",
    };

    /// <summary>What belongs to one side by its nature: the pipeline, and what every cmdlet that changes something has.</summary>
    private static readonly string[] OfPowerShell = ["InputObject", "PassThru", "WhatIf", "Confirm"];

    /// <summary>What every command takes, also where there is nothing that it could mean.</summary>
    private static readonly string[] Everywhere = ["Inventory", "Limit", "ThrottleLimit", "Json", "NoColor"];

    [Fact]
    public void Commands_AndCmdlets_AreThereInPairs()
    {
        var pairs = Pairs.Concat(Items()).ToList();

        Leaves(new PmRootCommand(), "").Select(c => c.Path).Where(c => !Alone.ContainsKey(c) && !c.StartsWith("lab ", StringComparison.Ordinal)).ShouldBe(pairs.Select(p => p.Key).Distinct(), ignoreOrder: true);
        Cmdlets().Where(c => !Alone.ContainsKey(c)).ShouldBe(pairs.Select(p => p.Value), ignoreOrder: true);
    }

    [Fact]
    public void Options_AndParameters_AreTheSame()
    {
        var leaves = Leaves(new PmRootCommand(), "").ToDictionary(c => c.Path, c => c.Command);
        var taken = new HashSet<string>();
        foreach (var pair in Pairs.Concat(Items()).GroupBy(p => p.Key, p => p.Value))
        {
            var words = leaves[pair.Key].Options.Where(o => o is not HelpOption).Select(o => o.Name).Concat(leaves[pair.Key].Arguments.Select(a => a.Name)).ToList();
            var options = words.Where(w => !IsAlone(pair.Key, w)).SelectMany(w => Parameters(pair.Key, w)).Except(Everywhere).Except(OfPowerShell);
            var parameters = pair.SelectMany(Parameters).Distinct().Where(p => !IsAlone(pair.Key, p)).Except(Everywhere).Except(OfPowerShell);

            parameters.ShouldBe(options.Distinct(), ignoreOrder: true, pair.Key);
        }

        TakenAlone.Keys.ShouldBe(taken, ignoreOrder: true);

        bool IsAlone(string command, string word) => TakenAlone.ContainsKey($"{command} {word}") && taken.Add($"{command} {word}");
    }

    private static string[] Parameters(string command, string word) =>
        Renamed.TryGetValue($"{command} {word}", out var names) || Renamed.TryGetValue(word, out names)
            ? names
            : [string.Concat(word.TrimStart('-').ToLowerInvariant().Split('-').Select(w => char.ToUpperInvariant(w[0]) + w[1..]))];

    /// <summary>The parameters of a cmdlet, from its help, which has every one.</summary>
    private static IEnumerable<string> Parameters(string cmdlet) => XDocument.Load(Path.Combine(AppContext.BaseDirectory, "ProxyManager.Cmdlets.dll-help.xml"))
        .Descendants(Topic + "command")
        .Single(c => c.Element(Topic + "details")!.Element(Topic + "name")!.Value == cmdlet)
        .Element(Topic + "parameters")!.Elements()
        .Select(p => p.Element(Maml + "name")!.Value);

    private static IEnumerable<KeyValuePair<string, string>> Items() =>
        from subject in new (string Command, string Noun)[]
        {
            ("gateway", "PmGateway"), ("peer", "PmPeer"), ("service", "PmService"), ("route", "PmRoute"), ("firewall", "PmFirewall"), ("firewall", "PmFirewallRule"),
        }
        from action in new (string Command, string Verb)[] { ("list", "Get"), ("add", "New"), ("set", "Set"), ("remove", "Remove") }
        select KeyValuePair.Create($"{subject.Command} {action.Command}", $"{action.Verb}-{subject.Noun}");

    private static IEnumerable<(string Path, Command Command)> Leaves(Command command, string path) =>
        command.Subcommands.Count == 0 ? [(path.Trim(), command)] : command.Subcommands.SelectMany(c => Leaves(c, $"{path} {c.Name}"));

    private static IEnumerable<string> Cmdlets() => CmdletName()
        .Matches(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ProxyManager.psd1")))
        .Select(m => m.Groups["name"].Value);

    [GeneratedRegex("'(?<name>[A-Z][a-z]+-Pm[A-Za-z]+)'")]
    private static partial Regex CmdletName();
}
