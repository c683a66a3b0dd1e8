using System.Text.Json;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Transactions;

/// <summary>
/// The journal of the transaction under way: JSON lines, each on the disk before what it announces is done. After a crash it decides:
/// without a <see cref="CommitRecord"/> everything is undone, with one the rest is done. A torn last line announced nothing that was done.
/// </summary>
internal sealed class Journal(HostFiles files)
{
    /// <summary>Begins a transaction; there must be none.</summary>
    public void Begin(BeginRecord record) => files.Write(StatePaths.Journal, Line(record));

    /// <summary>Adds a record to the transaction under way, on a line of its own: the line before may have been torn by a disk that was full.</summary>
    public void Append(JournalRecord record) => files.Append(StatePaths.Journal, [(byte)'\n', .. Line(record)]);

    /// <summary>Removes what a run left that was killed before its transaction had begun.</summary>
    public void Tidy() => files.DiscardUnfinished(StatePaths.Journal);

    /// <summary>The transaction is over. Where a power cut brings the journal back, what it says is only done once more.</summary>
    public void End()
    {
        try
        {
            files.Delete(StatePaths.Journal);
        }
        catch (IOException) when (!files.Exists(StatePaths.Journal))
        {
            // It is gone, and durably so with whatever is synced next.
        }
    }

    /// <summary>Reads the transaction under way; null when there is none.</summary>
    public PendingTransaction? Read()
    {
        if (files.ReadBytes(StatePaths.Journal) is not { } content)
            return null;
        BeginRecord? begin = null;
        var touched = new HashSet<string>();
        AwaitRecord? awaiting = null;
        var committed = false;
        foreach (var record in Records(content))
        {
            switch (record)
            {
                case BeginRecord r:
                    begin = r;
                    break;
                case TouchRecord r:
                    touched.UnionWith(r.Ids);
                    break;
                case AwaitRecord r:
                    awaiting = r;
                    break;
                case CommitRecord:
                    committed = true;
                    break;
            }
        }

        return begin is null ? null : new PendingTransaction(begin, touched, awaiting, committed);
    }

    private static List<JournalRecord> Records(byte[] content)
    {
        var records = new List<JournalRecord>();
        var rest = content.AsSpan();
        // Only whole lines: what follows the last line feed was torn by a crash.
        for (var end = rest.IndexOf((byte)'\n'); end >= 0; end = rest.IndexOf((byte)'\n'))
        {
            if (Parse(rest[..end]) is { } record)
                records.Add(record);
            rest = rest[(end + 1)..];
        }

        return records;
    }

    /// <returns>
    /// Null for a line that the disk damaged. What is left still leads to a whole state: an undo restores whatever differs from what was captured, and
    /// where nothing says what that was, the host is put right by its bundle.
    /// </returns>
    private static JournalRecord? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, AgentJson.Default.JournalRecord) is { } record && record.IsWhole() ? record : null;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            // Without a discriminator the serializer says that the type is not supported.
            return null;
        }
    }

    private static byte[] Line(JournalRecord record) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(record, AgentJson.Default.JournalRecord), (byte)'\n'];
}
