namespace ProxyManager.Control.Tests.Files;

public sealed class PrivateFilesTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("pm-private-").FullName;

    [Fact]
    public void Write_SeveralFiles_AreForTheirOwnerOnly()
    {
        var files = Files("a", "b");

        files.Write();

        files.Paths.ShouldAllBe(p => File.GetUnixFileMode(p) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Directory.GetFiles(_directory).Order(StringComparer.Ordinal).ShouldBe(files.Paths);
    }

    [Fact]
    public void Write_WhatComesBetweenFails_LeavesNoFile()
    {
        Should.Throw<InvalidOperationException>(() => Files("a", "b").Write(() => throw new InvalidOperationException()));

        Directory.GetFileSystemEntries(_directory).ShouldBeEmpty();
    }

    [Fact]
    public void Write_PlaceThatIsTakenMeanwhile_KeepsTheContentAndSaysWhere()
    {
        var files = Files("a", "b");

        var refusal = Should.Throw<UsageException>(() => files.Write(() => Directory.CreateDirectory(Path.Combine(_directory, "a"))));

        var kept = Directory.GetFiles(_directory, "a.*").ShouldHaveSingleItem();
        refusal.Id.ShouldBe("PM2141");
        refusal.Message.ShouldContain($"kept in {kept}");
        File.ReadAllText(kept).ShouldBe("a");
        File.ReadAllText(Path.Combine(_directory, "b")).ShouldBe("b");
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData(".", "is a directory")]
    [InlineData("none/x", "there is no directory")]
    public void Require_PlaceThatTakesNoFile_IsRefusedBeforehand(string path, string reason) =>
        Should.Throw<UsageException>(() => Files().Require(path.Length == 0 ? "" : Path.Combine(_directory, path))).Message.ShouldContain(reason);

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private PrivateFiles Files(params string[] names)
    {
        var files = new PrivateFiles("PM2141", "the configuration");
        foreach (var name in names)
            files.Add(Path.Combine(_directory, name), System.Text.Encoding.UTF8.GetBytes(name));
        return files;
    }
}
