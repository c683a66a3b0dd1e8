namespace ProxyManager.Control;

/// <summary>A file that only one run can make at a time, which stands for a right for as long as it is there.</summary>
internal static class ClaimFile
{
    /// <summary>What such a right is for takes milliseconds: who waits longer waits for a run that was killed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>EEXIST of errno(3) and ERROR_FILE_EXISTS of Windows: what is there now says nothing, since who had it may have removed it meanwhile.</summary>
    private static readonly int[] AlreadyThere = [17, unchecked((int)0x80070050)];

    /// <summary>Waits until no other run has it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="clock">The time.</param>
    /// <returns>The file, to be written; null where another run has it and does not end.</returns>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static FileStream? Make(string path, TimeProvider clock)
    {
        var deadline = new Deadline(clock, Patience);
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            }
            catch (IOException e) when (AlreadyThere.Contains(e.HResult))
            {
                if (deadline.Left <= TimeSpan.Zero)
                    return null;
                Task.Delay(Pause, clock).GetAwaiter().GetResult();
            }
        }
    }
}
