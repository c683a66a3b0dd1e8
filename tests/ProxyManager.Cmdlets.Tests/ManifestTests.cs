using System.Text.RegularExpressions;
using System.Xml.Linq;
using ProxyManager.Cmdlets.Tests.Metadata;

namespace ProxyManager.Cmdlets.Tests;

/// <summary>The module's manifest and views against the cmdlets.</summary>
public sealed partial class ManifestTests
{
    private static string Manifest { get; } = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ProxyManager.psd1"));

    [Fact]
    public void CmdletsToExport_AreTheCmdlets_Sorted() =>
        CmdletName().Matches(Exports().Match(Manifest).Value).Select(m => m.Groups["name"].Value).ShouldBe(CmdletAssembly.Cmdlets.Select(c => c.Name));

    [Theory]
    [InlineData("FunctionsToExport = @()")]
    [InlineData("VariablesToExport = @()")]
    [InlineData("AliasesToExport = @()")]
    [InlineData("PowerShellVersion = '7.6'")]
    [InlineData("CompatiblePSEditions = @('Core')")]
    public void Manifest_SaysExactly(string line) => Manifest.ShouldContain(line);

    [Fact]
    public void Version_IsThatOfTheAssembly() =>
        Manifest.ShouldContain($"ModuleVersion = '{typeof(Control.Workspace).Assembly.GetName().Version!.ToString(3)}'");

    [Fact]
    public void Views_AreThereForEveryOutputOfOurs()
    {
        var viewed = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "ProxyManager.Format.ps1xml")).Descendants("TypeName").Select(t => t.Value);

        CmdletAssembly.Cmdlets.SelectMany(c => c.OutputTypes).Where(t => t.StartsWith("ProxyManager.", StringComparison.Ordinal)).Except(viewed).ShouldBeEmpty();
    }

    [GeneratedRegex(@"CmdletsToExport = @\([^)]*\)")]
    private static partial Regex Exports();

    [GeneratedRegex("'(?<name>[A-Za-z]+-[A-Za-z]+)'")]
    private static partial Regex CmdletName();
}
