using System.Globalization;
using ProxyManager.Fuzzing.Tests.Targets;
using Xunit.Abstractions;

namespace ProxyManager.Fuzzing.Tests;

/// <summary>
/// Whatever reads what others wrote gives an answer or an error of its own kind: it neither crashes nor hangs, and takes no unbounded memory.
/// <c>PM_FUZZ_SECONDS</c> is how long each target is tried; <c>scripts/fuzz.sh</c> takes its time.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int DefaultSeconds = 3;

    /// <summary>The short form tries the same inputs each time; the long one tries others.</summary>
    private const int DefaultSeed = 2026;

    public static TheoryData<string> Targets { get; } = [.. AllTargets.List.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Read_AnyInput_AnswersOrRefuses(string name)
    {
        var target = AllTargets.List.Single(t => t.Name == name);
        var isLong = int.TryParse(Environment.GetEnvironmentVariable("PM_FUZZ_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds);
        var fuzzer = new Fuzzer(target, isLong ? Random.Shared.Next() : DefaultSeed);

        var failure = fuzzer.Run(TimeSpan.FromSeconds(isLong ? seconds : DefaultSeconds));

        failure.ShouldBeNull();
        fuzzer.Tried.ShouldBeGreaterThan(target.Seeds.Count);
        output.WriteLine($"{target.Name}: {fuzzer.Tried} inputs");
    }

    [Fact]
    public void Run_ReaderThatThrows_IsReportedWithItsInput()
    {
        var target = new FuzzTarget("a reader of digits", ["1"u8.ToArray()], input => input.Contains((byte)'\n') ? throw new InvalidOperationException() : "fine");

        var failure = new Fuzzer(target, seed: 1).Run(TimeSpan.FromSeconds(30));

        failure.ShouldNotBeNull();
        failure.ShouldContain(nameof(InvalidOperationException));
    }
}
