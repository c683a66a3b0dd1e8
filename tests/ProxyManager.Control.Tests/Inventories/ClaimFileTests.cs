namespace ProxyManager.Control.Tests.Inventories;

public sealed class ClaimFileTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("pm-");

    [Fact]
    public void Make_ManyAtOnce_EachHasItAlone()
    {
        var path = Path.Combine(_directory.FullName, "claim");
        var holders = 0;
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
        {
            using (ClaimFile.Make(path, TimeProvider.System).ShouldNotBeNull())
                Interlocked.Increment(ref holders).ShouldBe(1);
            Interlocked.Decrement(ref holders);
            File.Delete(path);
        });
    }

    [Fact]
    public void Make_CannotBeMade_IsSaidAtOnce() =>
        Should.Throw<IOException>(() => ClaimFile.Make(Path.Combine(_directory.FullName, "none", "claim"), new StoppedClock()));

    public void Dispose() => _directory.Delete(recursive: true);

    /// <summary>Nobody who waits by it comes to an end.</summary>
    private sealed class StoppedClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            throw new InvalidOperationException("it waits");
    }
}
