using System.Text.Json;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Lab.State;

/// <summary>A lab's directory on the machine.</summary>
internal sealed class LabDirectory(string name)
{
    private static readonly Lock CaddyLock = new();

    public string Path { get; } = System.IO.Path.Combine(LabPaths.State, name);

    public string SshConfig => System.IO.Path.Combine(Path, "ssh_config");

    public string KnownHosts => System.IO.Path.Combine(Path, "known_hosts");

    /// <summary>The private key that all hosts accept; the public one is beside it.</summary>
    public string Identity => System.IO.Path.Combine(Path, "id_ed25519");

    /// <summary>There is a lab of that name, whole or not.</summary>
    public bool Exists => Directory.Exists(Path);

    private string StateFile => System.IO.Path.Combine(Path, "lab.json");

    /// <summary>What belongs to one host: its overlay's upper layer, its keys, its console's log.</summary>
    public string Host(string host) => System.IO.Path.Combine(Path, "hosts", host);

    /// <summary>Names of all labs, whole or not.</summary>
    public static IReadOnlyList<string> Names() =>
        Directory.Exists(LabPaths.State)
            ? [.. Directory.GetDirectories(LabPaths.State).Select(d => System.IO.Path.GetFileName(d)).Order(StringComparer.Ordinal)]
            : [];

    /// <summary>Null when there is no such lab.</summary>
    /// <exception cref="LabException">The state cannot be read.</exception>
    public LabState? Read()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(StateFile), LabJson.Default.LabState);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException e)
        {
            throw new LabException($"'{StateFile}' cannot be read: {e.Message} Nothing was changed; remove '{Path}' when no lab of that name runs.", e);
        }
    }

    public void Write(LabState state)
    {
        LabPaths.CreatePrivate(Path);
        var draft = StateFile + ".new";
        File.WriteAllText(draft, JsonSerializer.Serialize(state, LabJson.Default.LabState));
        File.Move(draft, StateFile, overwrite: true);
    }

    /// <summary>A lower layer that has nothing but <paramref name="caddy"/> in its place; made when first asked for.</summary>
    public string CaddyLayer(string caddy)
    {
        var layer = System.IO.Path.Combine(Path, "caddy");
        var program = layer + HostPaths.Caddy;
        lock (CaddyLock)
        {
            if (!File.Exists(program))
            {
                Directory.CreateDirectory(System.IO.Path.GetDirectoryName(program)!);
                File.Copy(caddy, program);
                File.SetUnixFileMode(program, (UnixFileMode)0b111_101_101);
            }
        }
        return layer;
    }

    public void Delete()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
