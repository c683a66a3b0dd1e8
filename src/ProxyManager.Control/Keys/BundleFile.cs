using ProxyManager.Fleets;
using ProxyManager.Resources;

namespace ProxyManager.Control;

/// <summary>Signed bundles as files.</summary>
public static class BundleFile
{
    /// <summary>Suffix of bundle files.</summary>
    public const string Suffix = ".bundle.json";

    /// <summary>Compiles and signs the bundles of hosts into files of a directory, all of one generation.</summary>
    /// <param name="bundles">Makes them.</param>
    /// <param name="hosts">Managed hosts.</param>
    /// <param name="directory">Where; made when it is not there.</param>
    /// <param name="key">Signs.</param>
    /// <param name="clock">Gives the generation.</param>
    /// <returns>One a host, as it is written.</returns>
    /// <exception cref="KeyException">A file cannot be written.</exception>
    /// <exception cref="SecretException">A secret whose hash the bundle must name cannot be resolved.</exception>
    public static async IAsyncEnumerable<WrittenBundle> WriteAllAsync(
        BundleSource bundles, IReadOnlyList<Host> hosts, string directory, SigningKey key, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(bundles);
        ArgumentNullException.ThrowIfNull(hosts);
        ArgumentNullException.ThrowIfNull(clock);
        var generation = clock.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var host in hosts)
        {
            var made = await bundles.ResolveAsync(host);
            if (made.Unresolved is [var unresolved, ..])
                throw unresolved;
            var bundle = made.Bundle with { Generation = generation };
            var warning = host.Lock is null
                ? $"PM1302: {host.Name} is not in the lock: its bundle has no host id, and every host refuses it; run 'pm host init {host.Name}'"
                : null;
            yield return new WrittenBundle(Write(directory, bundle, key), bundle, warning);
        }
    }

    /// <summary>Signs a host's bundle into <c>DIRECTORY/HOST.bundle.json</c>.</summary>
    /// <returns>The path.</returns>
    /// <exception cref="KeyException">The file cannot be written.</exception>
    public static string Write(string directory, Bundle bundle, SigningKey key)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        var path = Path.Combine(directory, bundle.Host + Suffix);
        try
        {
            Directory.CreateDirectory(directory);
            File.WriteAllBytes(path, Envelope.Seal(bundle, key));
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KeyException("PM2205", $"the bundle cannot be written to '{path}': {e.Message}", "choose another directory with --out", e);
        }
    }

    /// <summary>Reads and verifies a bundle.</summary>
    /// <exception cref="KeyException">It is not there, or is refused.</exception>
    public static Bundle Verify(string path, VerificationKey key)
    {
        try
        {
            return Envelope.Open(ReadCapped(path), [key]);
        }
        catch (BundleException e)
        {
            throw new KeyException("PM2204", $"{path}: {e.Message}", "do not use it; build it anew from the inventory", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KeyException("PM2205", $"'{path}' cannot be read: {e.Message}", "name a bundle file", e);
        }
    }

    private static byte[] ReadCapped(string path) => new FileInfo(path).Length <= Envelope.MaxBytes
        ? File.ReadAllBytes(path)
        : throw new BundleException($"the bundle is larger than {Envelope.MaxBytes / (1024 * 1024)} MiB");
}
