using ProxyManager.Lab.State;

namespace ProxyManager.Lab.Tests.State;

public sealed class KernelLimitsTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("limits-");
    private readonly string _low;
    private readonly string _high;
    private readonly KernelLimits _limits;

    public KernelLimitsTests()
    {
        _low = Path.Combine(_directory.FullName, "low");
        _high = Path.Combine(_directory.FullName, "high");
        File.WriteAllText(_low, "10\n");
        File.WriteAllText(_high, "500\n");
        _limits = new KernelLimits(Path.Combine(_directory.FullName, "originals"), new Dictionary<string, long> { [_low] = 100, [_high] = 100 });
    }

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Raise_LowerAndHigherValues_OnlyTheLowerIsRaised()
    {
        _limits.Raise();

        Values().ShouldBe((100, 500));
    }

    [Fact]
    public void Restore_AfterTwoRaises_PutsTheFirstValuesBack()
    {
        _limits.Raise();
        _limits.Raise();
        _limits.Restore();

        Values().ShouldBe((10, 500));
    }

    [Fact]
    public void Restore_ValueChangedMeanwhile_LeavesIt()
    {
        _limits.Raise();
        File.WriteAllText(_low, "77");
        _limits.Restore();

        Values().ShouldBe((77, 500));
    }

    private (long Low, long High) Values() => (long.Parse(File.ReadAllText(_low)), long.Parse(File.ReadAllText(_high)));
}
