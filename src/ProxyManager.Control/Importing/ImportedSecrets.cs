using System.Text;
using ProxyManager.Inventory;
using ProxyManager.Inventory.Editing;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Control;

/// <summary>The preshared keys of peers: those that the inventory refers to, and those that configurations bring, which go to a file each.</summary>
/// <param name="workspace">The inventory.</param>
/// <param name="directory">Where the files go, made when it is not there; null for nowhere.</param>
internal sealed class ImportedSecrets(Workspace workspace, string? directory)
{
    private readonly Dictionary<string, Located<SecretReference>> _present = workspace.RequireFleet().Peers
        .Where(p => p.PresharedKey is not null)
        .ToDictionary(p => p.Name, p => p.PresharedKey!, StringComparer.Ordinal);

    private readonly Dictionary<string, string> _taken = new(StringComparer.Ordinal);

    /// <summary>The peer has a preshared key, from wherever.</summary>
    public bool Has(string peer) => _taken.ContainsKey(peer) || _present.ContainsKey(peer);

    /// <summary>Takes the preshared key of a peer that is there, or about to be.</summary>
    /// <param name="peer">Name of the peer.</param>
    /// <param name="setting">The key.</param>
    /// <param name="import">Receives what is wrong, or not taken over.</param>
    /// <returns>The reference that the peer is to have; null where it stays as it is.</returns>
    public SecretReference? Take(string peer, WgQuickSetting setting, WireGuardImport import)
    {
        if (PublicKeyForm.Instance.Parse(setting.Value).Problem is not null)
            import.Error(ImportCodes.WrongValue, setting.Position, "this is no preshared key", "a key is base64 of 32 bytes");
        else if (Has(peer))
            Compare(peer, setting, import);
        else if (directory is null)
            import.Warn(setting.Position, "PresharedKey is not taken over", "have it written to a file that the inventory refers to: --secrets DIR (-SecretDirectory)");
        else
            return Keep(peer, setting, import);
        return null;
    }

    /// <summary>Writes the inventory, and with it the files of the peers that are changed in it.</summary>
    /// <param name="validated">The change of the inventory.</param>
    /// <returns>The files; those that were there already are not among them.</returns>
    /// <exception cref="UsageException">Something cannot be written.</exception>
    public IReadOnlyList<string> Write(EditingResult validated)
    {
        var files = new PrivateFiles("PM2145", "the preshared key");
        var changed = validated.Changes.Where(c => c.Item.Kind == ItemKind.Peer).Select(c => c.Item.Name);
        foreach (var peer in changed.Where(p => _taken.ContainsKey(p) && !File.Exists(PathOf(p))))
        {
            MakeDirectory();
            files.Add(PathOf(peer), Encoding.ASCII.GetBytes(_taken[peer] + "\n"));
        }

        files.Write(() => WorkspaceEdit.Write(validated));
        return files.Paths;
    }

    private SecretReference? Keep(string peer, WgQuickSetting setting, WireGuardImport import)
    {
        var path = PathOf(peer);
        if (File.Exists(path) && !IsIn(path, setting.Value))
        {
            import.Error(ImportCodes.KeyFile, setting.Position, $"the key of {peer} cannot be kept in '{path}': another is there, or it cannot be read", "name another directory, or look whose key that is");
            return null;
        }

        _taken[peer] = setting.Value;
        var beside = Path.GetRelativePath(workspace.Directory, path);
        return new SecretReference(SecretSource.File, beside.StartsWith("..", StringComparison.Ordinal) ? path : beside);
    }

    /// <summary>A peer has one key for all its tunnels; programs are not run to know one.</summary>
    private void Compare(string peer, WgQuickSetting setting, WireGuardImport import)
    {
        if (_taken.TryGetValue(peer, out var taken))
        {
            if (taken != setting.Value)
                import.Warn(setting.Position, "this PresharedKey is not taken over", $"{peer} has one key for all its tunnels, and another file gave it already");
            return;
        }

        var reference = _present[peer];
        try
        {
            if (reference.Value.Source != SecretSource.Command && workspace.Secrets.Resolve(reference).Value == setting.Value)
                return;
        }
        catch (SecretException)
        {
            // What cannot be found cannot be compared: the warning says where it should be.
        }

        import.Warn(setting.Position, "this PresharedKey is not taken over", $"{peer} keeps {reference.Value}, which {reference.Position} says; see that it is the same");
    }

    private static bool IsIn(string path, string key)
    {
        try
        {
            return new FileInfo(path).Length < 100 && File.ReadAllText(path).Trim() == key;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private string PathOf(string peer) => Path.GetFullPath($"{peer}.psk", Path.GetFullPath(directory!));

    private void MakeDirectory()
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(directory!);
            else
                Directory.CreateDirectory(directory!, NewFile.OwnersDirectory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException("PM2145", $"the directory for preshared keys cannot be made: {e.Message}", "name another; nothing was written", e);
        }
    }
}
