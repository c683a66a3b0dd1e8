using System.Xml.Linq;

namespace ProxyManager.Architecture.Tests.Layers;

/// <summary>Who may know whom. A project may also name what the layers below it may use.</summary>
public sealed class LayerTests
{
    private static readonly Dictionary<string, (string[] Projects, string[] Packages, string Reason)> Layers = new()
    {
        ["ProxyManager.Resources"] = ([], [], "it is all that controller and agent share, and is compiled ahead of time"),
        ["ProxyManager.Agent"] = (["Resources"], [], "it runs on hosts with nothing else installed and knows neither inventory nor templates"),
        ["ProxyManager.Core"] = (["Resources"], [], "it is pure, and PowerShell loads it beside anybody's packages"),
        ["ProxyManager.Formats"] =
            (["Core", "Resources"], ["YamlDotNet", "Handlebars.Net", "QRCoder"], "it is the only library with third-party packages"),
        ["ProxyManager.Control"] = (["Core", "Resources"], [], "third-party packages stay behind Core's ports, in Formats"),
        ["ProxyManager.Lab"] = (["Control", "Core", "Resources"], [], "it uses what any front end may use"),
        ["ProxyManager.Cmdlets"] =
            (["Control", "Core", "Resources"], ["PowerShellStandard.Library"], "Formats is loaded in a context of its own, through Core's ports"),
        ["ProxyManager.Cli"] =
            (["Control", "Formats", "Lab", "Core", "Resources"], ["System.CommandLine", "Spectre.Console"],
                "it only turns arguments into calls and results into text"),
    };

    public static TheoryData<string> Products => new(Repository.Products);

    [Theory]
    [MemberData(nameof(Products))]
    public void References_OfAProject_AreThoseOfItsLayer(string project)
    {
        Layers.ShouldContainKey(project, $"{project} has no row in the layer table: say here what it may use, and why");
        var (projects, packages, reason) = Layers[project];
        var references = XDocument.Parse(Repository.Read($"src/{project}/{project}.csproj"));

        var foreign = References(references, "ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Replace('\\', '/')))
            .Except(projects.Select(p => "ProxyManager." + p))
            .Concat(References(references, "PackageReference").Except(packages));

        foreign.ShouldBeEmpty($"{project} may use {string.Join(", ", projects.Concat(packages))} and nothing else, because {reason}");
    }

    [Theory]
    [MemberData(nameof(Products))]
    public void LockFile_OfAProject_IsThere(string project) =>
        Repository.Exists($"src/{project}/packages.lock.json").ShouldBeTrue("restores are repeatable only with a lock file");

    [Fact]
    public void Solution_NamesEveryProject()
    {
        var solution = Repository.Read("ProxyManager.slnx");

        var missing = Repository.Files("src", "*.csproj").Concat(Repository.Files("tests", "*.csproj"))
            .Where(p => !solution.Contains($"\"{p}\"", StringComparison.Ordinal));

        missing.ShouldBeEmpty("the build and the tests take their projects from the solution");
    }

    private static IEnumerable<string> References(XDocument project, string kind) =>
        project.Descendants(kind).Select(r => r.Attribute("Include")!.Value);
}
