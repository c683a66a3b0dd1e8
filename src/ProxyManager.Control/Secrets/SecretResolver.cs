using System.Collections.Concurrent;
using ProxyManager.Inventory;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Control.Secrets;

/// <summary>Finds secrets where their references say: each reference once, however many hosts need it.</summary>
/// <param name="clock">Limits how long programs may take.</param>
public sealed class SecretResolver(TimeProvider clock)
{
    /// <summary>Bytes of a preshared key, wg(8).</summary>
    private const int KeyBytes = 32;

    private readonly ConcurrentDictionary<Located<SecretReference>, Lazy<Task<Secret>>> _secrets = new();

    /// <summary>Resolves a preshared key.</summary>
    /// <param name="reference">Where it is found.</param>
    /// <exception cref="SecretException">It is not found there, or is no base64 of 32 bytes.</exception>
    public Task<Secret> ResolveAsync(Located<SecretReference> reference) =>
        _secrets.GetOrAdd(reference, r => new Lazy<Task<Secret>>(() => ReadAsync(r))).Value;

    /// <inheritdoc cref="ResolveAsync"/>
    public Secret Resolve(Located<SecretReference> reference) => ResolveAsync(reference).GetAwaiter().GetResult();

    private async Task<Secret> ReadAsync(Located<SecretReference> reference)
    {
        var text = (await FindAsync(reference)).Trim();
        var bytes = new byte[KeyBytes];
        return Convert.TryFromBase64String(text, bytes, out var length) && length == KeyBytes
            ? new Secret(bytes)
            : throw Unresolved(reference, $"what is found there is not base64 of {KeyBytes} bytes ({text.Length} characters, not shown)", "make a key with 'wg genpsk'");
    }

    private async Task<string> FindAsync(Located<SecretReference> reference)
    {
        var (source, place) = reference.Value;
        var directory = Path.GetDirectoryName(Path.GetFullPath(reference.Position.File))!;
        try
        {
            return source switch
            {
                SecretSource.Environment => Environment.GetEnvironmentVariable(place)
                    ?? throw Unresolved(reference, "the environment has no such variable", "set it where pm runs"),
                SecretSource.File => await File.ReadAllTextAsync(Path.GetFullPath(place, directory)),
                _ => await new SecretCommand(place, directory).RunAsync(clock),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unresolved(
                reference, e.Message, source == SecretSource.File ? "a relative path begins at the inventory file" : "run the program by hand to see what it says", e);
        }
    }

    private static SecretException Unresolved(Located<SecretReference> reference, string why, string advice, Exception? cause = null) =>
        new($"{reference.Position}: the secret {reference.Value} cannot be resolved: {why}", advice, cause);
}
