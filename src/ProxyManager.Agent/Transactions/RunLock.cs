using System.Globalization;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Transactions;

/// <summary>One run a host at a time: flock(2) on a file below /run, which the kernel releases when the process ends in any way.</summary>
internal sealed class RunLock : IDisposable
{
    /// <summary>How long a run waits for another.</summary>
    public static readonly TimeSpan UsualWait = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    /// <summary>Takes the lock.</summary>
    /// <param name="files">The host's files.</param>
    /// <param name="holder">Who takes it, for those who have to wait.</param>
    /// <param name="clock">The time.</param>
    /// <param name="wait">How long to wait for another run.</param>
    /// <exception cref="ProblemException">Another run holds it; the message says which, since when.</exception>
    public static RunLock Take(HostFiles files, string holder, TimeProvider clock, TimeSpan wait)
    {
        var file = Open(files);
        var began = clock.GetTimestamp();
        while (!Posix.TryLock(file.SafeFileHandle))
        {
            if (clock.GetElapsedTime(began) >= wait)
            {
                using (file)
                    throw HeldByAnother(file);
            }

            Thread.Sleep(Pause);
        }

        return Held(file, holder, clock);
    }

    /// <summary>Takes the lock unless another run has it.</summary>
    /// <param name="files">The host's files.</param>
    /// <param name="holder">Who takes it, for those who have to wait.</param>
    /// <param name="clock">The time.</param>
    /// <returns>Null when another run has it.</returns>
    public static RunLock? TryTake(HostFiles files, string holder, TimeProvider clock)
    {
        var file = Open(files);
        if (Posix.TryLock(file.SafeFileHandle))
            return Held(file, holder, clock);
        file.Dispose();
        return null;
    }

    /// <summary>Whether a run has the lock now, without keeping the next one from it.</summary>
    public static bool IsHeld(HostFiles files)
    {
        if (!files.Exists(StatePaths.Lock))
            return false;
        using var file = Open(files);
        if (!Posix.TryLock(file.SafeFileHandle))
            return true;
        Posix.Unlock(file.SafeFileHandle);
        return false;
    }

    public void Dispose()
    {
        _file.SetLength(0);
        Posix.Unlock(_file.SafeFileHandle);
        _file.Dispose();
    }

    private static FileStream Open(HostFiles files)
    {
        files.CreateDirectory(HostPaths.Run, FileModes.Executable);
        return new FileStream(Posix.OpenUnlocked(files.Resolve(StatePaths.Lock)), FileAccess.ReadWrite, bufferSize: 0);
    }

    private static RunLock Held(FileStream file, string holder, TimeProvider clock)
    {
        try
        {
            file.SetLength(0);
            file.Write(System.Text.Encoding.UTF8.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"{holder} (pid {Environment.ProcessId}) since {Rfc3339.Seconds(clock.GetUtcNow())}")));
        }
        catch (IOException)
        {
            // Who holds it is only for people. A full /run keeps nobody from undoing and repairing.
        }

        return new RunLock(file);
    }

    private static ProblemException HeldByAnother(FileStream file)
    {
        file.Position = 0;
        var holder = new StreamReader(file).ReadToEnd();
        return new ProblemException(new HostProblem(
            "PM3005",
            $"another run holds this host: {(holder.Length > 0 ? holder : "it has just begun")}; nothing was changed",
            "wait until it has ended and try again"));
    }
}
