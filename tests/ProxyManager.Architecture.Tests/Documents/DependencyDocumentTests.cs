using System.Xml.Linq;

namespace ProxyManager.Architecture.Tests.Documents;

/// <summary><c>docs/DEPENDENCIES.md</c> against the packages.</summary>
public sealed class DependencyDocumentTests
{
    [Fact]
    public void Packages_OfTheBuild_AreExplained()
    {
        var document = Repository.Read("docs/DEPENDENCIES.md");

        var unexplained = XDocument.Parse(Repository.Read("Directory.Packages.props"))
            .Descendants("PackageVersion")
            .Select(p => p.Attribute("Include")!.Value)
            .Where(p => !document.Contains($"| {p} ", StringComparison.Ordinal));

        unexplained.ShouldBeEmpty("every package has a row in docs/DEPENDENCIES.md: why it and not another");
    }
}
