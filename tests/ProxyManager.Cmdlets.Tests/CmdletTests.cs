using ProxyManager.Cmdlets.Tests.Metadata;

namespace ProxyManager.Cmdlets.Tests;

/// <summary>What every cmdlet must declare.</summary>
public sealed class CmdletTests
{
    /// <summary>Of https://learn.microsoft.com/powershell/scripting/developer/cmdlet/approved-verbs-for-windows-powershell-commands, those that fit an inventory, hosts or files.</summary>
    private static readonly HashSet<string> ApprovedVerbs =
    [
        "Add", "Clear", "Compare", "Confirm", "ConvertFrom", "ConvertTo", "Copy", "Disable", "Edit", "Enable", "Export", "Find", "Get", "Import", "Initialize",
        "Install", "Invoke", "Measure", "Merge", "Move", "New", "Publish", "Register", "Remove", "Rename", "Repair", "Reset", "Resolve", "Restart",
        "Restore", "Resume", "Revoke", "Save", "Search", "Select", "Set", "Show", "Start", "Stop", "Suspend", "Sync", "Test", "Trace", "Undo", "Uninstall", "Unregister",
        "Update", "Wait", "Watch", "Write",
    ];

    private static readonly HashSet<string> ReadingVerbs = ["Compare", "Find", "Get", "Measure", "Search", "Select", "Show", "Test", "Trace", "Wait", "Watch"];

    private static readonly string[] NameParameters = ["Limit", "Group", "Groups", "On", "HostName", "Scope", "Via"];

    private static readonly string[] ItemNouns = ["PmGateway", "PmPeer", "PmService", "PmRoute", "PmPeerConfig", "PmConnection"];

    public static TheoryData<CmdletClass> All => new(CmdletAssembly.Cmdlets);

    [Theory]
    [MemberData(nameof(All), DisableDiscoveryEnumeration = true)]
    public void Name_OfACmdlet_IsAnApprovedVerbAndAPrefixedNoun(CmdletClass cmdlet)
    {
        ApprovedVerbs.ShouldContain(cmdlet.Verb);
        cmdlet.Noun.ShouldMatch("^Pm[A-Z][A-Za-z]+$");
        cmdlet.Type.ShouldBe(cmdlet.Verb + cmdlet.Noun + "Command");
    }

    [Theory]
    [MemberData(nameof(All), DisableDiscoveryEnumeration = true)]
    public void Parameters_ThatTakeNamesOfTheInventory_AreCompleted(CmdletClass cmdlet)
    {
        var completed = ItemNouns.Contains(cmdlet.Noun) ? NameParameters.Append("Name") : NameParameters;

        cmdlet.Parameters.Where(p => completed.Contains(p.Name)).ShouldAllBe(p => p.HasCompleter);
    }

    [Theory]
    [MemberData(nameof(All), DisableDiscoveryEnumeration = true)]
    public void OutputType_OfACmdlet_IsDeclared(CmdletClass cmdlet) => cmdlet.OutputTypes.ShouldNotBeEmpty();

    [Theory]
    [MemberData(nameof(All), DisableDiscoveryEnumeration = true)]
    public void ShouldProcess_IsSupportedByWhatChangesSomething_AndByNothingElse(CmdletClass cmdlet) =>
        cmdlet.SupportsShouldProcess.ShouldBe(!ReadingVerbs.Contains(cmdlet.Verb));

    [Theory]
    [MemberData(nameof(All), DisableDiscoveryEnumeration = true)]
    public void Parameters_OfACmdlet_AreDescribedAndNoBooleans(CmdletClass cmdlet)
    {
        cmdlet.Parameters.ShouldNotBeEmpty();
        cmdlet.Parameters.ShouldAllBe(p => !string.IsNullOrWhiteSpace(p.HelpMessage) && p.Type != "System.Boolean");
    }
}
