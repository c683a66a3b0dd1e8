using ProxyManager.Fleets;
using ProxyManager.Resources;

namespace ProxyManager.Control;

/// <summary>The file with the key that bundles are signed with; its public half lies beside it as <c>FILE.pub</c>.</summary>
public static class SigningKeyFile
{
    /// <summary>Where a fleet's key is unless the user says otherwise: <c>$PM_KEY</c>, else below <c>$XDG_CONFIG_HOME</c> (XDG Base Directory Specification).</summary>
    public static string DefaultPath(string fleet)
    {
        if (Environment.GetEnvironmentVariable("PM_KEY") is { Length: > 0 } named)
            return named;
        var config = Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is { Length: > 0 } xdg
            ? xdg
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config");
        return Path.Combine(config, "proxymanager", fleet + ".key");
    }

    /// <summary>Reads the key.</summary>
    /// <exception cref="KeyException">There is none, it is no key, or others can read it.</exception>
    public static SigningKey Read(string path)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~NewFile.OwnerOnly) != 0)
                throw new KeyException("PM2203", $"the signing key '{path}' can be read by others", $"chmod 0600 {path}");
            return SigningKey.FromPem(File.ReadAllText(path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new KeyException("PM2201", $"there is no signing key at '{path}'", $"make one with 'pm key new --out {path}', or name yours with --key or PM_KEY", e);
        }
        catch (Exception e) when (e is BundleException or IOException or UnauthorizedAccessException)
        {
            throw new KeyException("PM2201", $"the signing key '{path}' cannot be used: {e.Message}", "name another with --key or PM_KEY", e);
        }
    }

    /// <summary>The keys that hosts are to accept bundles from: those of the inventory's <c>trust:</c>, else the one that signs.</summary>
    /// <param name="fleet">The fleet.</param>
    /// <param name="path">The signing key; null is <see cref="DefaultPath"/>.</param>
    /// <exception cref="KeyException">The inventory names none, and the signing key cannot be read.</exception>
    public static IReadOnlyList<VerificationKey> Trusted(Fleet fleet, string? path)
    {
        ArgumentNullException.ThrowIfNull(fleet);
        if (fleet.Trust.Count > 0)
            return [.. fleet.Trust.Select(VerificationKey.Parse)];
        using var key = Read(path ?? DefaultPath(fleet.Name));
        return [key.Public];
    }

    /// <summary>Reads the public half.</summary>
    /// <exception cref="KeyException">There is none, or it is no key.</exception>
    public static VerificationKey ReadPublic(string path)
    {
        try
        {
            return VerificationKey.Parse(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BundleException)
        {
            throw new KeyException("PM2201", $"the public key '{path}' cannot be used: {e.Message}", "name the '.pub' file of the key that signed", e);
        }
    }

    /// <summary>Makes a key: the private half with mode 0600, the public half beside it. Never writes over a file.</summary>
    /// <exception cref="KeyException">One of the files exists or cannot be written.</exception>
    public static VerificationKey Create(string path)
    {
        using var key = SigningKey.Create();
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } directory)
                Directory.CreateDirectory(directory);
            WriteNew(path, key.ToPem(), NewFile.OwnerOnly);
            WriteNew(path + ".pub", key.Public + "\n", NewFile.OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            return key.Public;
        }
        catch (IOException e) when (File.Exists(path) || File.Exists(path + ".pub"))
        {
            throw new KeyException("PM2202", $"'{path}' or '{path}.pub' is there already", "a key is never written over: choose another name", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KeyException("PM2202", $"the key cannot be written to '{path}': {e.Message}", "choose another place", e);
        }
    }

    private static void WriteNew(string path, string text, UnixFileMode mode)
    {
        using var writer = new StreamWriter(NewFile.Create(path, mode));
        writer.Write(text);
    }
}
