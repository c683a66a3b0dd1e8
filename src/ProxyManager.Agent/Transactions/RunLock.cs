using System.Globalization;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Transactions;

/// <summary>One run a host at a time: flock(2) on a file below /run, which the kernel releases when the process ends in any way.</summary>
internal sealed class RunLock : IDisposable
{
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
        files.CreateDirectory(HostPaths.Run, FileModes.Executable);
        var file = new FileStream(Posix.OpenUnlocked(files.Resolve(StatePaths.Lock)), FileAccess.ReadWrite, bufferSize: 0);
        var began = clock.GetTimestamp();
        while (!Posix.TryLock(file.SafeFileHandle))
        {
            if (clock.GetElapsedTime(began) >= wait)
            {
                using (file)
                    throw Held(file);
            }

            Thread.Sleep(Pause);
        }

        file.SetLength(0);
        file.Write(System.Text.Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{holder} (pid {Environment.ProcessId}) since {clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}")));
        return new RunLock(file);
    }

    public void Dispose()
    {
        _file.SetLength(0);
        _file.Dispose();
    }

    private static ProblemException Held(FileStream file)
    {
        file.Position = 0;
        var holder = new StreamReader(file).ReadToEnd();
        return new ProblemException(new HostProblem(
            "PM3005",
            $"another run holds this host: {(holder.Length > 0 ? holder : "it has just begun")}; nothing was changed",
            "wait until it has ended and try again"));
    }
}
