using ProxyManager.Control.Tests.Fakes;
using ProxyManager.Control.Transport;

namespace ProxyManager.Control.Tests.Transport;

public sealed class KeptConnectionsTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("pm-kept-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Options_NothingElseSaid_KeepForAMinute()
    {
        var options = Open("Host edge\n  User admin\n").ShouldNotBeNull().Options(Sample.Gateway(), ["ssh-ed25519 AAAA"]).ToList();

        options.ShouldContain("ControlMaster=auto");
        options.ShouldContain("ControlPersist=60");
        options[^1].ShouldStartWith($"ControlPath={_directory.FullName}/proxymanager/");
        options[^1].ShouldEndWith("-%C");
    }

    [Fact]
    public void Options_OtherNameOrOtherKeys_UseOtherConnections()
    {
        var kept = Open("").ShouldNotBeNull();
        var gateway = Sample.Gateway();

        new[] { kept.Options(gateway, ["A"]), kept.Options(gateway, ["B"]), kept.Options(gateway with { Name = "other" }, ["A"]) }
            .Select(o => o.Last()).ShouldBeUnique();
    }

    [Theory]
    [InlineData("ControlMaster no")]
    [InlineData("Host edge\n\tcontrolpath=none")]
    [InlineData("Host other\n  ControlPersist 10m")]
    [InlineData("Include included")]
    [InlineData("Include %d/included")]
    public void Open_OwnConfigHasSettings_KeepsNothing(string text)
    {
        File.WriteAllText(Path.Combine(_directory.FullName, "included"), "ControlMaster no\n");

        Open(text.Replace("Include i", $"Include {_directory.FullName}/i", StringComparison.Ordinal)).ShouldBeNull();
    }

    [Fact]
    public void Open_IncludesWithoutSuchSettings_Keeps()
    {
        File.WriteAllText(Path.Combine(_directory.FullName, "included"), "# ControlMaster no\nHost edge\n  User admin\n");

        Open($"Include {_directory.FullName}/inc* {_directory.FullName}/nothing\n").ShouldNotBeNull();
    }

    [Fact]
    public void Open_NoRuntimeDirectoryOrATooLongOne_KeepsNothing()
    {
        var longer = Directory.CreateDirectory(Path.Combine(_directory.FullName, new string('x', 60)), Private).FullName;

        foreach (var runtime in new[] { null, "", "/nonexistent", longer })
            KeptConnections.Open("/own", runtime).ShouldBeNull(runtime);
    }

    [Fact]
    public void Open_DirectoryThatOthersMayEnter_KeepsNothing()
    {
        Open("").ShouldNotBeNull();
        File.SetUnixFileMode(Path.Combine(_directory.FullName, "proxymanager"), Private | UnixFileMode.OtherExecute);
        Open("").ShouldBeNull();
        File.SetUnixFileMode(_directory.FullName, Private | UnixFileMode.GroupWrite);
        KeptConnections.Open("/own", _directory.FullName).ShouldBeNull();
    }

    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private KeptConnections? Open(string text)
    {
        var own = Path.Combine(_directory.FullName, "own");
        File.WriteAllText(own, text);
        return KeptConnections.Open(own, _directory.FullName);
    }
}
