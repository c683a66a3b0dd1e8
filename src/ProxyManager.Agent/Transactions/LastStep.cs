using System.Globalization;
using System.Text;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Transactions;

/// <summary>
/// When the run under way began its last step, in seconds of the clock that nobody sets: tells a run that is slow from one that hangs. Where it cannot be
/// kept, the run goes on all the same. Always as long, and written at once, so that whoever reads it meanwhile waits for nobody and finds a whole one.
/// </summary>
internal sealed class LastStep(HostFiles files)
{
    private const int Length = 20;

    /// <summary>Null when nobody can tell.</summary>
    public double? Read()
    {
        try
        {
            using var file = Open(FileAccess.Read);
            var text = new byte[Length];
            return file.ReadAtLeast(text, Length, throwOnEndOfStream: false) == Length
                && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
                ? seconds
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Write(double seconds)
    {
        try
        {
            using var file = Open(FileAccess.Write);
            file.Write(Encoding.ASCII.GetBytes(seconds.ToString("F3", CultureInfo.InvariantCulture).PadLeft(Length)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Then the undo counts from its own beginning.
        }
    }

    private FileStream Open(FileAccess access) => new(Posix.OpenUnlocked(files.Resolve(StatePaths.Step)), access, bufferSize: 0);
}
