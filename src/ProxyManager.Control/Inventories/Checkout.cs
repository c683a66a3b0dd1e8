using ProxyManager.Inventory;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control;

/// <summary>
/// A working copy of an inventory in git: which states of the inventory it has seen. Those are its own, those that were applied from it, and those of
/// HEAD and its ancestors. What a host has of another state, somebody else applied, and an apply would undo it.
/// </summary>
public sealed class Checkout
{
    /// <summary>How many commits that change the inventory are looked at, newest first.</summary>
    private const int MaxCommits = 1000;

    private const int CommitsAtOnce = 20;

    private readonly InventorySource _source;
    private readonly InventoryStamp _stamp;
    private readonly GitRepository _repository;
    private readonly AppliedInventories _applied;
    private readonly Lazy<HashSet<string>> _history;

    /// <param name="source">The inventory, in git.</param>
    /// <param name="stamp">What is about to be applied: the inventory as it is, or as a saved plan has it.</param>
    /// <param name="state">Where is kept what was applied from here; null is below <c>$XDG_STATE_HOME</c>.</param>
    internal Checkout(InventorySource source, InventoryStamp stamp, string? state)
    {
        _source = source;
        _stamp = stamp;
        _repository = new GitRepository(source.Directory);
        _applied = AppliedInventories.Of(source.Path, state);
        _history = new Lazy<HashSet<string>>(() => [.. PastDigests()]);
    }

    /// <summary>Digests that it costs nothing to know: they go with every apply, so that most are one round trip.</summary>
    internal IReadOnlyList<string> Known => [_stamp.Digest, .. _applied.Latest];

    /// <summary>Keeps that this working copy applied what it is about to apply.</summary>
    internal void Remember() => _applied.Add(_stamp.Digest);

    /// <summary>Whether this working copy has seen what a host was brought to.</summary>
    internal bool HasSeen(InventoryStamp applied) =>
        applied.Digest == _stamp.Digest
        || _applied.Contains(applied.Digest)
        || (applied is { Clean: true, Commit: { } commit } && IsAncestor(commit))
        || _history.Value.Contains(applied.Digest);

    /// <summary>Why a host is not brought to this inventory.</summary>
    internal HostProblem Objection(string host, InventoryStamp applied)
    {
        var what = applied.Commit is { } commit ? $"commit {commit[..Math.Min(12, commit.Length)]}{(applied.Clean ? "" : " with uncommitted changes")}" : "no commit of git";
        return _repository.Text("rev-parse", "--is-shallow-repository")?.Trim() == "true"
            ? new HostProblem(
                "PM2131",
                $"{host} has the inventory of {what}, and this clone is shallow: it does not know whether that came before",
                "git fetch --unshallow (in a pipeline: fetch the whole history), or go on with --force")
            : new HostProblem(
                "PM2130",
                $"{host} has the inventory of {what}, which this checkout has not seen: somebody applied something that would be undone",
                "pull or merge that first, or go on with --force");
    }

    /// <summary>Both ends are checked: what a host says of a commit becomes an argument of git.</summary>
    private bool IsAncestor(string commit) =>
        commit.Length is 40 or 64 && commit.All(char.IsAsciiHexDigitLower) && _repository.Succeeds("merge-base", "--is-ancestor", commit, "HEAD");

    /// <summary>The inventory's digests at the commits that changed it, newest first; where it was not there, none.</summary>
    private IEnumerable<string> PastDigests()
    {
        var commits = (_repository.Text("rev-list", $"--max-count={MaxCommits}", "HEAD", "--", _source.IsDirectory ? "." : _source.FileName) ?? "")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        // Not all at once: a thousand versions of a large inventory would not fit in memory.
        return commits.Chunk(CommitsAtOnce).SelectMany(PastDigests);
    }

    private IEnumerable<string> PastDigests(string[] commits)
    {
        var states = _repository.Objects([.. commits.Select(c => $"{c}:./")]).OfType<byte[]>().Select(t => Parts(t, commits[0].Length / 2)).Where(p => p.Count > 0).ToList();
        var ids = states.SelectMany(s => s).Select(f => f.Id).Distinct().ToList();
        var contents = ids.Zip(_repository.Objects(ids)).ToDictionary(c => c.First, c => c.Second);
        return states
            .Where(s => s.TrueForAll(f => contents[f.Id] is not null))
            .Select(s => InventoryDigest.Of(s.Select(f => new InventoryFile(f.Name, contents[f.Id]))));
    }

    /// <summary>The files of a directory that are the inventory, in the order in which they count.</summary>
    private List<(string Name, string Id)> Parts(byte[] tree, int idBytes) =>
        [.. GitTree.Files(tree, idBytes).Where(f => _source.IsDirectory ? InventorySource.IsPart(f.Name) : f.Name == _source.FileName).OrderBy(f => f.Name, StringComparer.Ordinal)];
}
