using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace ProxyManager.Agent.Tools;

/// <summary>
/// The process that has a flock(2). The kernel is asked who that is: what a lock's file says may be of a process that ended long ago, whose number is
/// another's now, or missing where there was no room for it.
/// </summary>
internal static class LockingProcess
{
    /// <summary>Locks that are held, a line each, proc_locks(5).</summary>
    private const string Locks = "/proc/locks";

    /// <summary>Kills it if it runs a program that may be killed, together with the programs that it runs: one of those would go on with its work.</summary>
    /// <param name="path">Real path of the locked file.</param>
    /// <param name="programs">Real path of the directory below which its program has to be. One that was removed since it was started still has its name.</param>
    /// <returns>Its number; null when nothing was killed.</returns>
    public static int? Kill(string path, string programs)
    {
        try
        {
            if (Find(path) is not { } number || new FileInfo($"/proc/{number}/exe").LinkTarget?.StartsWith($"{programs}/", StringComparison.Ordinal) is not true)
                return null;
            using var process = Process.GetProcessById(number);
            // Since the first look it may have ended, and its number be another's.
            if (Find(path) != number)
                return null;
            process.Kill(entireProcessTree: true);
            return number;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException or Win32Exception or AggregateException)
        {
            return null;
        }
    }

    private static int? Find(string path)
    {
        if (Posix.NumberOfLocked(path) is not { } locked)
            return null;
        foreach (var line in File.ReadLines(Locks))
        {
            // "7: FLOCK  ADVISORY  WRITE 1234 00:1a:5678 0 EOF"; one that waits has an arrow before its kind.
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, "FLOCK", _, _, var process, var file, ..]
                && file == locked
                && int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return number;
        }

        return null;
    }
}
