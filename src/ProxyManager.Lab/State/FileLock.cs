namespace ProxyManager.Lab.State;

/// <summary>Keeps processes apart by flock(2); the kernel releases it with the process.</summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Waits until nobody else holds the lock.</summary>
    /// <param name="path">Its file; made, with its directory, when missing, and left there.</param>
    /// <param name="limit">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="LabException">Somebody holds it longer than <paramref name="limit"/>.</exception>
    public static async Task<FileLock> TakeAsync(string path, TimeSpan limit, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            try
            {
                return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (waited < limit)
            {
                await Task.Delay(Pause, cancellationToken);
            }
            catch (IOException e)
            {
                throw new LabException($"Another process holds '{path}' for more than {limit:g}.", e);
            }
        }
    }

    public void Dispose() => _file.Dispose();
}
