using System.Diagnostics;
using ProxyManager.Formats.Templates;
using ProxyManager.Formats.Yaml;
using ProxyManager.Resources;

namespace ProxyManager.Control.Tests.Fakes;

/// <summary>A working copy of a small inventory in git, in a temporary directory.</summary>
internal sealed class WorkingCopy : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("pm-working-copy-");
    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("pm-state-");

    public WorkingCopy(string? cloneOf = null, params string[] options)
    {
        if (cloneOf is null)
            Git("init", "--quiet", "--initial-branch=main");
        else
            Git(["clone", "--quiet", .. options, "file://" + cloneOf, "."]);
    }

    public string Path => _directory.FullName;

    /// <summary>Writes the inventory; the network tells one text from another.</summary>
    public WorkingCopy Write(int network, string file = "fleet.yml")
    {
        var path = System.IO.Path.Combine(Path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $"fleet: acme\nnetwork: {{ v4: 10.{network}.0.0/16 }}\n");
        return this;
    }

    public WorkingCopy Commit()
    {
        Git("add", "-A");
        Git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "--quiet", "-m", "change");
        return this;
    }

    public InventoryStamp Stamp => Open().Bundles().Inventory;

    /// <summary>Where is kept what was applied from here.</summary>
    public string State => _state.FullName;

    /// <summary>The checkout as a new run of pm sees it; null outside git.</summary>
    /// <param name="stamp">What is about to be applied; null is the inventory.</param>
    public Checkout? Checkout(InventoryStamp? stamp = null)
    {
        var workspace = Open();
        return workspace.Checkout(stamp ?? workspace.Bundles().Inventory, State);
    }

    public void Git(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", ["-C", Path, .. arguments]) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, error);
    }

    public void Dispose()
    {
        _directory.Delete(recursive: true);
        _state.Delete(recursive: true);
    }

    public Workspace Open(string inventory = "fleet.yml") => Workspace.Open(
        System.IO.Path.Combine(Path, inventory), new YamlInventoryReader(), overrides => new HandlebarsTemplateRenderer(overrides));
}
