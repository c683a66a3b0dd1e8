using System.Xml.Linq;
using ProxyManager.Cmdlets.Tests.Metadata;

namespace ProxyManager.Cmdlets.Tests;

/// <summary>The help of the module against the cmdlets.</summary>
public sealed class HelpTests
{
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    private static readonly Dictionary<string, XElement> Topics =
        XDocument.Load(Path.Combine(AppContext.BaseDirectory, "ProxyManager.Cmdlets.dll-help.xml"))
            .Descendants(Command + "command")
            .ToDictionary(c => c.Descendants(Command + "name").First().Value);

    public static TheoryData<CmdletClass> All => CmdletTests.All;

    [Fact]
    public void Topics_AreTheCmdlets() => Topics.Keys.Order(StringComparer.Ordinal).ShouldBe(CmdletAssembly.Cmdlets.Select(c => c.Name));

    [Theory]
    [MemberData(nameof(All), DisableDiscoveryEnumeration = true)]
    public void Topic_OfACmdlet_DescribesEveryParameter(CmdletClass cmdlet)
    {
        var common = cmdlet.SupportsShouldProcess ? new[] { "Confirm", "WhatIf" } : [];
        var described = Topics[cmdlet.Name].Element(Command + "parameters")!.Elements()
            .Where(p => p.Descendants(Maml + "para").Any(text => text.Value.Length > 0))
            .Select(p => p.Element(Maml + "name")!.Value);

        described.Order(StringComparer.Ordinal).ShouldBe(cmdlet.Parameters.Select(p => p.Name).Concat(common).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(All), DisableDiscoveryEnumeration = true)]
    public void Topic_OfACmdlet_HasSynopsisAndAnExampleThatUsesIt(CmdletClass cmdlet)
    {
        var topic = Topics[cmdlet.Name];

        topic.Element(Command + "details")!.Descendants(Maml + "para").Single().Value.ShouldNotBeEmpty();
        topic.Descendants(Dev + "code").ShouldContain(code => code.Value.Contains(cmdlet.Name, StringComparison.Ordinal));
    }
}
