namespace ProxyManager.Control.Tests.Inventories;

public sealed class InventorySourceTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("pm-inventory-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Open_Directory_ReadsItsYamlInOrdinalOrder()
    {
        foreach (var name in new[] { "b.yml", "B.yml", "a.yaml", "10.yml", "9.yml", "fleet.lock.yml", ".hidden.yml", "_draft.yml", "notes.txt", "a.yml.bak" })
            Write(name);

        var source = InventorySource.Open(_directory);

        source.Files.Select(f => Path.GetFileName(f.Path)).ShouldBe(["10.yml", "9.yml", "B.yml", "a.yaml", "b.yml"]);
        source.LockPath.ShouldBe(Path.Combine(_directory, "fleet.lock.yml"));
        source.Lock.ShouldNotBeNull();
    }

    [Fact]
    public void Open_File_HasItsLockBesideIt()
    {
        Write("site.yml");

        var source = InventorySource.Open(Path.Combine(_directory, "site.yml"));

        source.Files.ShouldHaveSingleItem();
        source.LockPath.ShouldBe(Path.Combine(_directory, "site.lock.yml"));
        source.Lock.ShouldBeNull();
    }

    [Theory]
    [InlineData("nothing.yml")]
    [InlineData("")]
    public void Open_NothingThere_IsAUsageError(string name) =>
        Should.Throw<UsageException>(() => InventorySource.Open(Path.Combine(_directory, name))).Id.ShouldBe(Inventory.StructureCodes.NotFound);

    /// <summary>Permissions keep nobody out who is root; a link that leads to itself does.</summary>
    [Theory]
    [InlineData("fleet.yml", "fleet.yml")]
    [InlineData("", "fleet.yml")]
    [InlineData("site.yml", "site.hbs")]
    public void Open_FileThatCannotBeRead_IsAnotherUsageError(string name, string unreadable)
    {
        Write("site.yml");
        File.CreateSymbolicLink(Path.Combine(_directory, unreadable), unreadable);

        Should.Throw<UsageException>(() => InventorySource.Open(Path.Combine(_directory, name))).Id.ShouldBe(Inventory.StructureCodes.Unreadable);
    }

    private void Write(string name) => File.WriteAllText(Path.Combine(_directory, name), "{}\n");
}
