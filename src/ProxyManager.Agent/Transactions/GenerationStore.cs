using System.Globalization;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;

namespace ProxyManager.Agent.Transactions;

/// <summary>The generations that this host keeps, and which of them is in force.</summary>
internal sealed class GenerationStore(HostFiles files)
{
    /// <summary>How many generations are kept.</summary>
    private const int Kept = 10;

    /// <summary>The numbers that are there, smallest first.</summary>
    public IReadOnlyList<long> Available =>
        [.. files.List(StatePaths.Generations).Select(Number).OfType<long>().Order()];

    /// <summary>The number of the generation in force; 0 for none.</summary>
    public long CurrentNumber => files.LinkTarget(StatePaths.Current) is { } target
        ? Number(Path.GetFileName(target)) ?? 0
        : 0;

    /// <summary>The generation in force; null when nothing was ever applied.</summary>
    public StoredGeneration? Current => CurrentNumber is > 0 and var number ? Read(number) : null;

    /// <summary>Reads a generation; null when it is not kept.</summary>
    public StoredGeneration? Read(long number) => files.ReadBytes(PathOf(number)) is { } envelope
        ? new StoredGeneration(Envelope.Read(envelope), envelope)
        : null;

    /// <summary>Keeps a generation and puts it in force, atomically and durably. Doing it again changes nothing.</summary>
    public void MakeCurrent(long number, ReadOnlySpan<byte> envelope)
    {
        files.Write(PathOf(number), envelope);
        files.Link(StatePaths.Current, $"generations/{FileName(number)}");
        foreach (var old in Available.SkipLast(Kept).Where(n => n != number))
            files.Delete(PathOf(old));
    }

    private static string PathOf(long number) => $"{StatePaths.Generations}/{FileName(number)}";

    private static string FileName(long number) => string.Create(CultureInfo.InvariantCulture, $"{number}.json");

    private static long? Number(string fileName) =>
        long.TryParse(Path.GetFileNameWithoutExtension(fileName), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
