using System.Globalization;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Transactions;

/// <summary>The generations that this host keeps, and which of them is in force.</summary>
internal sealed class GenerationStore(HostFiles files)
{
    /// <summary>Code of the problem that the generation in force is damaged.</summary>
    public const string DamagedCode = "PM3016";

    /// <summary>How many generations are kept.</summary>
    private const int Kept = 10;

    /// <summary>What was read last: a generation never changes, and a run needs it more than once.</summary>
    private (long Number, StoredGeneration Generation)? _last;

    /// <summary>The numbers that are there, smallest first.</summary>
    public IReadOnlyList<long> Available =>
        [.. files.List(StatePaths.Generations).Select(Number).OfType<long>().Order()];

    /// <summary>The number of the generation in force; 0 for none.</summary>
    public long CurrentNumber => files.LinkTarget(StatePaths.Current) is { } target
        ? Number(Path.GetFileName(target)) ?? 0
        : 0;

    /// <summary>
    /// The newest generation that this host was ever brought to; 0 for none. It is not in force after a person on the host went back to an
    /// older one, and what lies between the two must not come back as a replay.
    /// </summary>
    public long NewestNumber => Available is [.., var newest] ? Math.Max(CurrentNumber, newest) : CurrentNumber;

    /// <summary>The generation in force; null when nothing was ever applied, or when it is damaged.</summary>
    public StoredGeneration? Current => CurrentNumber is > 0 and var number ? Read(number) : null;

    /// <summary>
    /// The resources in force, in their order. Where the generation that has them is damaged, the origins tell which they are, though in the
    /// form in which they first came.
    /// </summary>
    public IReadOnlyList<Resource> Resources =>
        Current?.Bundle.Resources ?? [.. new OriginStore(files).Read().Values.Select(o => o.Resource)];

    /// <summary>What is wrong with the stored copy of the generation in force, or with the word which one that is; null when nothing is.</summary>
    public HostProblem? Damage => CurrentNumber switch
    {
        0 when Available.Count > 0 => Damaged($"{StatePaths.Current}, which leads to the generation in force, is damaged or gone"),
        > 0 and var number when Read(number) is null => Damaged($"the stored generation {number} ({PathOf(number)}) is damaged or gone"),
        _ => null,
    };

    /// <summary>
    /// Verifies a kept generation again, before a host is put right by it. Looks for drift do without: a signature costs as much as the rest of one.
    /// </summary>
    /// <returns>The generation as it was signed; or what is wrong with it. One whose key is trusted no more was verified when it came, and is taken as it is.</returns>
    public (StoredGeneration? Signed, HostProblem? Alteration) Verify(StoredGeneration kept)
    {
        try
        {
            var envelope = kept.ReadEnvelope();
            return (new StoredGeneration(Envelope.Reopen(envelope, KnownKeys()), () => envelope), null);
        }
        catch (BundleException e)
        {
            return (null, Damaged($"the stored generation {kept.Bundle.Generation} is not what was signed ({e.Message})"));
        }
    }

    /// <summary>Reads a generation; null when it is not kept, or what is kept cannot be read.</summary>
    public StoredGeneration? Read(long number)
    {
        if (_last is { } last && last.Number == number)
            return last.Generation;
        var path = PathOf(number);
        if (files.ReadBytes(path) is not { } envelope)
            return null;
        try
        {
            var generation = new StoredGeneration(
                Envelope.Read(envelope), () => files.ReadBytes(path) ?? throw new FileNotFoundException($"the stored generation {path} is gone"));
            // Another that was put in its place was signed as well, for another time.
            if (generation.Bundle.Generation != number)
                return null;
            _last = (number, generation);
            return generation;
        }
        catch (BundleException)
        {
            return null;
        }
    }

    /// <summary>The exact bytes of a generation, readable or not; null when it is not kept.</summary>
    public byte[]? ReadEnvelope(long number) => files.ReadBytes(PathOf(number));

    /// <summary>When the host was last brought to a generation; null when it is not kept.</summary>
    public DateTimeOffset? AppliedAt(long number) => files.LastWrite(PathOf(number));

    /// <summary>The last readable generation before the one in force; null when there is none.</summary>
    public StoredGeneration? Previous => Earlier.FirstOrDefault();

    /// <summary>The readable generations before the one in force, newest first.</summary>
    public IEnumerable<StoredGeneration> Earlier => Available.Where(n => n < CurrentNumber).Reverse().Select(Read).OfType<StoredGeneration>();

    /// <summary>Keeps a generation and puts it in force, atomically and durably. Doing it again changes nothing. The one before stays, however old, until it is no longer needed.</summary>
    public void MakeCurrent(long number, ReadOnlySpan<byte> envelope)
    {
        files.Write(PathOf(number), envelope);
        files.Link(StatePaths.Current, $"generations/{FileName(number)}");
        foreach (var unfinished in files.List(StatePaths.Generations).Where(HostFiles.IsUnfinished))
            files.Delete($"{StatePaths.Generations}/{unfinished}");
    }

    /// <summary>Removes all but the newest and the one in force.</summary>
    public void Prune()
    {
        var current = CurrentNumber;
        foreach (var old in Available.SkipLast(Kept).Where(n => n != current))
            files.Delete(PathOf(old));
    }

    /// <summary>Where they are damaged, nobody can tell, and the host is put right all the same.</summary>
    private IReadOnlyList<VerificationKey> KnownKeys()
    {
        try
        {
            return TrustedKeys.Read(files);
        }
        catch (BundleException)
        {
            return [];
        }
    }

    private static HostProblem Damaged(string what) => new(
        DamagedCode,
        $"{what}; the host stays as it is, and is not compared or put right",
        "apply again with `pm apply`, or go back to the generation before with `pm-agent undo` on the host");

    private static string PathOf(long number) => $"{StatePaths.Generations}/{FileName(number)}";

    private static string FileName(long number) => string.Create(CultureInfo.InvariantCulture, $"{number}.json");

    private static long? Number(string fileName) =>
        long.TryParse(Path.GetFileNameWithoutExtension(fileName), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
