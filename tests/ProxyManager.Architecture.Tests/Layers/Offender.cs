using System.Diagnostics;

namespace ProxyManager.Architecture.Tests.Layers;

/// <summary>Does what is banned, so that a test shows that it would be noticed.</summary>
internal static class Offender
{
    public static Action Print { get; } = () => Console.WriteLine("printed");

    public static IEnumerable<int> Processes()
    {
        yield return Process.GetCurrentProcess().Threads.Count;
    }

    public static async Task<DateTime> TimeAsync()
    {
        await Task.Yield();
        return DateTime.UtcNow;
    }
}
