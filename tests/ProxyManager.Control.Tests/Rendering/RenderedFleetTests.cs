namespace ProxyManager.Control.Tests.Rendering;

/// <summary>Rendered files, and what else is in their folders.</summary>
public sealed class RenderedFleetTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("pm-test-").FullName;

    [Fact]
    public void WriteTo_FolderOfAnEarlierRendering_LosesOnlyWhatIsNotMadeAnyMore()
    {
        Write("ams1/resources.json", "ams1/sni-443.map", "ams1/pm0.wg", "ams1/haproxy.cfg", "ams1/app.js.map", "ams1/office.wg", "ams1/notes.txt");

        new RenderedFleet([new("ams1/resources.json", "[]")]).WriteTo(_directory);

        Names("ams1").ShouldBe(["app.js.map", "notes.txt", "office.wg", "resources.json"]);
    }

    [Fact]
    public void WriteTo_FolderThatWasNeverRendered_LosesNothing()
    {
        Write("web/haproxy.cfg", "web/caddy.json");

        new RenderedFleet([new("web/resources.json", "[]")]).WriteTo(_directory);

        Names("web").ShouldBe(["caddy.json", "haproxy.cfg", "resources.json"]);
    }

    [Fact]
    public void WriteTo_PlaceOfAFile_IsRefusedAndLeavesTheFile()
    {
        Write("web/notes.txt");
        var file = Path.Combine(_directory, "web", "notes.txt");

        Should.Throw<UsageException>(() => new RenderedFleet([new("ams1/resources.json", "[]")]).WriteTo(file)).Id.ShouldBe("PM2109");

        Names("web").ShouldBe(["notes.txt"]);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private void Write(params string[] files)
    {
        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.Combine(_directory, Path.GetDirectoryName(file)!));
            File.WriteAllText(Path.Combine(_directory, file), "");
        }
    }

    private IEnumerable<string> Names(string folder) =>
        Directory.GetFiles(Path.Combine(_directory, folder)).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);
}
