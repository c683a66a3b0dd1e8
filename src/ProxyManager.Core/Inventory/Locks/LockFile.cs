using System.Globalization;
using System.Text;
using ProxyManager.Fleets;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Inventory.Locks;

/// <summary>The lock beside an inventory: what <c>pm host init</c> recorded of each host.</summary>
public static class LockFile
{
    private const string Header =
        "# Written by pm host init: what the hosts made themselves. It belongs into version control beside the inventory.\n"
        + "# To renew an entry, run pm host init HOST again.\n";

    /// <summary>Reads a lock.</summary>
    /// <param name="reader">Reads the text.</param>
    /// <param name="file">The lock.</param>
    /// <param name="diagnostics">Receives everything that is wrong.</param>
    /// <returns>Entries by host. Entries with something wrong are left out.</returns>
    public static IReadOnlyDictionary<string, LockEntry> Read(IInventoryReader reader, InventoryFile file, ICollection<Diagnostic> diagnostics)
    {
        var found = new List<Diagnostic>();
        var entries = new Dictionary<string, LockEntry>(StringComparer.Ordinal);
        if (reader.Read(file, found) is { } root)
        {
            LockShape.Root.CheckPresence(root, new(file.Path, new(file.Path, 1, 1)), found);
            foreach (var host in LockShape.Root.CheckEntries(root, found).Items("hosts"))
            {
                if (host.Value is MappingNode { HasOmissions: false } entry)
                    entries.Add(host.Key, ToEntry(entry) with { Position = host.KeyPosition });
            }
        }

        foreach (var diagnostic in Diagnostics.Sort(found, [file]))
            diagnostics.Add(diagnostic);
        return entries;
    }

    /// <summary>
    /// What of an entry is not of the form that a lock takes. What a host tells of itself is checked by this before it is written, so that no
    /// host can write more into the lock than its own entry.
    /// </summary>
    /// <returns>Such as <c>hostId is not a host id (hex)</c>; null when everything is in order.</returns>
    public static string? Objection(LockEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Objection("hostId", LockShape.HostId, entry.HostId)
            ?? Objection("publicKey", PublicKeyForm.Instance, entry.PublicKey)
            ?? (entry.SshHostKeys.Count == 0 ? "sshHostKeys is empty" : null)
            ?? entry.SshHostKeys.Select(k => Objection("sshHostKeys", LockShape.SshHostKey, k)).FirstOrDefault(o => o is not null)
            ?? Objection("sshPort", IntegerForm.Port, entry.SshPort.ToString(CultureInfo.InvariantCulture))
            ?? (entry.CaddyVersion is { } version ? Objection("caddyVersion", LockShape.CaddyVersion, version) : null);
    }

    /// <summary>The text of a lock, hosts in ordinal order: the same entries, the same bytes.</summary>
    /// <param name="entries">Entries that <see cref="Objection(LockEntry)"/> has nothing against.</param>
    public static string Write(IReadOnlyDictionary<string, LockEntry> entries)
    {
        var text = new StringBuilder(Header);
        if (entries.Count == 0)
            return text.Append("hosts: {}\n").ToString();
        text.Append("hosts:\n");
        foreach (var (host, entry) in entries.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            text.Append($"  {Quote(host)}:\n");
            text.Append($"    hostId: {Quote(entry.HostId)}\n");
            text.Append($"    publicKey: {Quote(entry.PublicKey)}\n");
            text.Append("    sshHostKeys:\n");
            foreach (var key in entry.SshHostKeys.Order(StringComparer.Ordinal))
                text.Append($"      - {Quote(key)}\n");
            text.Append($"    sshPort: {entry.SshPort}\n");
            if (entry.CaddyVersion is { } version)
                text.Append($"    caddyVersion: {Quote(version)}\n");
            text.Append($"    caddyLayer4: {Word(entry.CaddyLayer4)}\n");
            text.Append($"    forwardingV4: {Word(entry.ForwardingV4)}\n");
            text.Append($"    forwardingV6: {Word(entry.ForwardingV6)}\n");
            if (entry.Ssh is { } ssh)
                text.Append($"    ssh: {Quote(ssh.ToString())}\n");
            if (entry.Become)
                text.Append("    become: sudo\n");
        }

        return text.ToString();
    }

    private static LockEntry ToEntry(MappingNode host) => new(
        host.Value("hostId", LockShape.HostId)!.Value,
        host.Value("publicKey", PublicKeyForm.Instance)!.Value,
        [.. host.Values("sshHostKeys", LockShape.SshHostKey).Select(k => k.Value)],
        host.Value("sshPort", IntegerForm.Port)!.Value,
        host.Value("caddyVersion", LockShape.CaddyVersion)?.Value,
        host.Value("caddyLayer4", BooleanForm.Instance)!.Value,
        host.Value("forwardingV4", BooleanForm.Instance)!.Value,
        host.Value("forwardingV6", BooleanForm.Instance)!.Value)
    {
        Ssh = host.Value("ssh", SshTargetForm.Instance)?.Value,
        Become = host.Value("become", WordForms.Become) is not null,
    };

    private static string? Objection<T>(string key, ScalarForm<T> form, string text) =>
        form.Parse(text).Problem is null ? null : $"{key} is not {form.Expected}";

    // Hex and version numbers can read as numbers when they are not quoted. None of these forms has a character that needs an escape.
    private static string Quote(string text) => $"\"{text}\"";

    private static string Word(bool value) => value ? "true" : "false";
}
