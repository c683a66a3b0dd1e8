using System.Diagnostics;
using System.Globalization;

namespace ProxyManager.EndToEnd.Tests;

/// <summary>
/// Measures from when it is made, without what the hypervisor gave to others: the hosts of a lab stand still while it does, and the clock goes on.
/// </summary>
internal sealed class LabWatch
{
    /// <summary>Place in a line of proc_stat(5), and its unit on every kernel that .NET runs on.</summary>
    private const int Steal = 8;
    private const double TicksPerSecond = 100;

    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly double _stolen = StolenSeconds();

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_began) - Stolen;

    /// <summary>Of all processors together; zero on a machine that nobody shares.</summary>
    public TimeSpan Stolen => TimeSpan.FromSeconds(StolenSeconds() - _stolen);

    private static double StolenSeconds() =>
        long.Parse(File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[Steal], CultureInfo.InvariantCulture) / TicksPerSecond;
}
