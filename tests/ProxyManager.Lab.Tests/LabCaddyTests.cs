using ProxyManager.Tests;

namespace ProxyManager.Lab.Tests;

public sealed class LabCaddyTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("pm-lab-caddy-");

    [Fact]
    public void Choose_Named_IsTakenWhateverThereIsBesides() => LabCaddy.Choose("/opt/caddy", Caddy("layer4")).ShouldBe("/opt/caddy");

    [Fact]
    public void Choose_OnThePath_IsTakenIfItHasLayer4()
    {
        var caddy = Caddy("layer4");

        LabCaddy.Choose(null, caddy).ShouldBe(caddy);
        LabCaddy.Choose("", caddy).ShouldBe(caddy);
    }

    [Fact]
    public void Choose_OnThePathWithoutLayer4_IsNone() => LabCaddy.Choose(null, Caddy("caddy.listeners.layer4")).ShouldBeNull();

    [Fact]
    public void Choose_OnThePathAndNoProgram_IsNone()
    {
        var caddy = Caddy("layer4");
        File.SetUnixFileMode(caddy, UnixFileMode.UserRead);

        LabCaddy.Choose(null, caddy).ShouldBeNull();
    }

    [Fact]
    public void Choose_Nothing_IsNone() => LabCaddy.Choose(null, null).ShouldBeNull();

    public void Dispose() => _directory.Delete(recursive: true);

    /// <summary>A program that lists these modules.</summary>
    private string Caddy(string modules)
    {
        var path = Path.Combine(_directory.FullName, "caddy");
        Executable.Write(path, $"#!/bin/sh\n[ \"$1\" = list-modules ] || exit 1\nprintf '%s\\n' http {modules}\n");
        return path;
    }
}
