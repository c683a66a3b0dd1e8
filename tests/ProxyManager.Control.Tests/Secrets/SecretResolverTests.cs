using ProxyManager.Control.Secrets;
using ProxyManager.Control.Tests.Fakes;
using ProxyManager.Inventory;
using ProxyManager.Inventory.Values;
using ProxyManager.Tests;

namespace ProxyManager.Control.Tests.Secrets;

public sealed class SecretResolverTests : IDisposable
{
    private const string Key = "cHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHA=";
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("pm-secrets-");
    private readonly SecretResolver _resolver = new(TimeProvider.System);

    private string InventoryFile => Path.Combine(_directory.FullName, "fleet.yml");

    [Fact]
    public async Task Resolve_Variable_IsItsValue()
    {
        using var variable = new EnvironmentVariable("PM_TEST_PRESHARED", Key + "\n");

        (await _resolver.ResolveAsync(Reference(SecretSource.Environment, variable.Name))).Value.ShouldBe(Key);
    }

    [Fact]
    public async Task Resolve_RelativeFile_BeginsAtTheInventoryFile()
    {
        File.WriteAllText(Path.Combine(_directory.FullName, "nas.psk"), Key + "\n");

        (await _resolver.ResolveAsync(Reference(SecretSource.File, "nas.psk"))).Value.ShouldBe(Key);
    }

    [Fact]
    public async Task Resolve_Command_IsRunOnceWithoutAShellInTheInventorysDirectory()
    {
        Script("tell", $"echo run >> runs; [ \"$1\" = '$(x)' ] && echo {Key}");
        var reference = Reference(SecretSource.Command, "./tell  $(x)");

        var secrets = await Task.WhenAll(_resolver.ResolveAsync(reference), _resolver.ResolveAsync(reference));

        secrets.ShouldAllBe(s => s.Value == Key);
        File.ReadAllLines(Path.Combine(_directory.FullName, "runs")).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(SecretSource.Environment, "PM_TEST_NOT_SET", "the environment has no such variable")]
    [InlineData(SecretSource.File, "absent", "Could not find file")]
    [InlineData(SecretSource.File, ".", "denied")]
    [InlineData(SecretSource.Command, "./absent", "cannot be started")]
    [InlineData(SecretSource.Command, "./fails", "ended with exit code 3")]
    [InlineData(SecretSource.Command, "./chats", "prints more than")]
    [InlineData(SecretSource.File, "short", "is not base64 of 32 bytes (8 characters, not shown)")]
    public async Task Resolve_NotThere_SaysWhereAndWhyAndNeverWhat(SecretSource source, string place, string why)
    {
        Script("fails", "echo c2VjcmV0; echo c2VjcmV0 >&2; exit 3");
        Script("chats", "while echo c2VjcmV0; do :; done");
        File.WriteAllText(Path.Combine(_directory.FullName, "short"), "c2VjcmV0");

        var failure = await Should.ThrowAsync<SecretException>(() => _resolver.ResolveAsync(Reference(source, place)));

        failure.Id.ShouldBe("PM2206");
        failure.Message.ShouldStartWith($"{InventoryFile}:9:20: the secret {new SecretReference(source, place)} cannot be resolved: ");
        failure.Message.ShouldContain(why);
        failure.ToString().ShouldNotContain("c2VjcmV0");
    }

    [Fact]
    public async Task Resolve_CommandThatDoesNotEnd_IsEnded()
    {
        Script("hangs", "sleep 600");

        var failure = await Should.ThrowAsync<SecretException>(
            () => new SecretResolver(new PassingClock()).ResolveAsync(Reference(SecretSource.Command, "./hangs")));

        failure.Message.ShouldContain("did not end within 60 s");
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private Located<SecretReference> Reference(SecretSource source, string place) => new(new(source, place), new SourcePosition(InventoryFile, 9, 20));

    private void Script(string name, string body) => Executable.Write(Path.Combine(_directory.FullName, name), $"#!/bin/sh\n{body}\n");
}
