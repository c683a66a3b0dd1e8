using ProxyManager.Agent.Tests.Providers;

namespace ProxyManager.Agent.Tests.Tools;

public sealed class HostFilesTests : IDisposable
{
    private const string Path = "/etc/pm-test/text";

    /// <summary>Longer than what is compared at a time, with characters of one to four bytes on every boundary.</summary>
    private static readonly string Long = string.Concat(Enumerable.Repeat("aé€😀", 5000));

    private readonly HostDirectory _host = new();

    [Fact]
    public void Ownership_CannotBeTold_IsNotTakenForMissing()
    {
        _host.Files.Ownership("/etc/missing/file").ShouldBeNull();
        // ENAMETOOLONG, in the place of EIO.
        Should.Throw<IOException>(() => _host.Files.Ownership("/" + new string('x', 300)));
    }

    [Fact]
    public void Link_ToDirectories_LeadsFromOneToTheOther()
    {
        _host.Files.WriteText("/srv/a/file", "first");
        _host.Files.WriteText("/srv/b/file", "other");
        _host.Files.Link("/srv/link", "a");
        _host.Files.ReadText("/srv/link/file").ShouldBe("first");

        _host.Files.Link("/srv/link", "b");

        _host.Files.ReadText("/srv/link/file").ShouldBe("other");
        _host.Files.List("/srv").Order().ShouldBe(["a", "b", "link"]);
    }

    [Fact]
    public void Link_DirectoryStandsThere_IsSetAside()
    {
        _host.Files.WriteText("/srv/link/file", "somebody's");

        _host.Files.Link("/srv/link", "a");

        _host.Files.LinkTarget("/srv/link").ShouldBe("a");
        _host.Files.ReadText("/srv/link.pm-aside/file").ShouldBe("somebody's");
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello\n")]
    public void HasText_SameText_IsTrue(string text)
    {
        _host.Files.WriteText(Path, text);

        _host.Files.HasText(Path, text).ShouldBeTrue();
    }

    [Fact]
    public void HasText_LongText_SeesEveryByte()
    {
        _host.Files.WriteText(Path, Long);
        _host.Files.HasText(Path, Long).ShouldBeTrue();

        _host.Files.HasText(Path, Long[..^2] + "😁").ShouldBeFalse();
        _host.Files.HasText(Path, "b" + Long[1..]).ShouldBeFalse();
        _host.Files.HasText(Path, Long + "x").ShouldBeFalse();
    }

    [Fact]
    public void HasText_NoFile_IsFalse() => _host.Files.HasText(Path, "").ShouldBeFalse();

    [Fact]
    public void WriteText_AnotherProcessIsAboutToWriteTheSame_LeavesItsFileAndRemovesThatOfADeadOne()
    {
        string Unfinished(int process) => $"{System.IO.Path.GetDirectoryName(Path)}/.{System.IO.Path.GetFileName(Path)}.{process}.pm-new";
        foreach (var process in (int[])[1, int.MaxValue])
            _host.Files.WriteText(Unfinished(process), "half");

        _host.Files.WriteText(Path, "whole");

        _host.Files.ReadText(Unfinished(1)).ShouldBe("half");
        _host.Files.Exists(Unfinished(int.MaxValue)).ShouldBeFalse();
    }

    public void Dispose() => _host.Dispose();
}
