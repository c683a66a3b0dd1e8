using ProxyManager.Resources;

namespace ProxyManager.Control.Tests.Keys;

public sealed class SigningKeyFileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("pm-keys-").FullName;

    private string KeyPath => Path.Combine(_directory, "acme.key");

    [Fact]
    public void Create_NewKey_IsReadableByItsOwnerOnly()
    {
        var key = SigningKeyFile.Create(KeyPath);

        File.GetUnixFileMode(KeyPath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.ReadAllText(KeyPath + ".pub").ShouldBe(key + "\n");
        using var read = SigningKeyFile.Read(KeyPath);
        read.Public.ShouldBe(key);
    }

    [Fact]
    public void Create_FileIsThere_KeepsIt()
    {
        SigningKeyFile.Create(KeyPath);
        var before = File.ReadAllText(KeyPath);

        Should.Throw<KeyException>(() => SigningKeyFile.Create(KeyPath)).Id.ShouldBe("PM2202");

        File.ReadAllText(KeyPath).ShouldBe(before);
    }

    [Fact]
    public void Read_NoFile_SaysHowToMakeOne() =>
        Should.Throw<KeyException>(() => SigningKeyFile.Read(KeyPath)).Advice.ShouldContain($"pm key new --out {KeyPath}");

    [Fact]
    public void Read_OthersCanRead_IsRefused()
    {
        SigningKeyFile.Create(KeyPath);
        File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        Should.Throw<KeyException>(() => SigningKeyFile.Read(KeyPath)).Id.ShouldBe("PM2203");
    }

    [Fact]
    public void Read_NotAKey_IsRefused()
    {
        File.WriteAllText(KeyPath, "no key");
        File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        Should.Throw<KeyException>(() => SigningKeyFile.Read(KeyPath)).Id.ShouldBe("PM2201");
    }

    [Fact]
    public void Verify_BundleWritten_IsReadBack()
    {
        using var key = SigningKey.Create();
        var bundle = new Bundle("acme", "gw1", "", 5, InventoryStamp.None, new HostExpectation(22, null, null, null), []);

        var path = BundleFile.Write(_directory, bundle, key);

        BundleFile.Verify(path, key.Public).Generation.ShouldBe(5);
        using var other = SigningKey.Create();
        Should.Throw<KeyException>(() => BundleFile.Verify(path, other.Public)).Id.ShouldBe("PM2204");
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
