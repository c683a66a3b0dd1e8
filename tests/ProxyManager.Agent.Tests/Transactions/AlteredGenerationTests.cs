using System.Text;
using ProxyManager.Agent.Commands;
using ProxyManager.Agent.Hosts;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Transactions;

/// <summary>A host whose stored copy of the generation in force is a bundle, though not the one that was signed.</summary>
public sealed class AlteredGenerationTests : IDisposable
{
    private const string Stored = StatePaths.Generations + "/5.json";

    private readonly TestHost _host = new();
    private readonly StringWriter _output = new();

    public AlteredGenerationTests()
    {
        _host.Prepare();
        _host.Apply(TestHost.Bundle(4, ("a", "0")));
        _host.Apply(TestHost.Bundle(5, ("a", "1")));
        using var other = SigningKey.Create();
        var altered = Encoding.UTF8.GetString(Envelope.Seal(TestHost.Bundle(5, ("a", "theirs")), other));
        _host.Files.WriteText(Stored, altered.Replace(other.Public.Id, _host.Key.Public.Id, StringComparison.Ordinal));
    }

    [Fact]
    public void Reconcile_ChangesNothingByIt()
    {
        Reconcile().ShouldBe(ExitCodes.Failed);

        _host.Provider.Values["a"].ShouldBe("1");
        _output.ToString().ShouldContain("PM3016: the stored generation 5 is not what was signed");
        _host.Handler().Answer(new StatusRequest()).ShouldBeOfType<StatusReply>().Status.State.ShouldBe(HostState.Broken);
    }

    /// <summary>Each look would start a repair that finds the same.</summary>
    [Fact]
    public void Check_TellsOnceStartsNoRepairAndKeepsItInTheStatus()
    {
        Check().ShouldBe(ExitCodes.Failed);
        _host.Provider.Values["a"] = "theirs";
        Check().ShouldBe(ExitCodes.Failed);

        _output.ToString().Split("PM3016").Length.ShouldBe(2);
        _host.Started.ShouldBeEmpty();
        _host.Handler().Answer(new StatusRequest()).ShouldBeOfType<StatusReply>().Status.State.ShouldBe(HostState.Broken);
    }

    [Fact]
    public void Apply_TheSameContentAgain_ReplacesIt()
    {
        _host.Apply(TestHost.Bundle(6, ("a", "2")));
        var path = StatePaths.Generations + "/6.json";
        var envelope = _host.Files.ReadText(path)!;
        var at = envelope.IndexOf("\"sig\"", StringComparison.Ordinal) + 10;
        _host.Files.WriteText(path, envelope[..at] + (envelope[at] == 'A' ? 'B' : 'A') + envelope[(at + 1)..]);
        Reconcile().ShouldBe(ExitCodes.Failed);

        _host.Apply(TestHost.Bundle(7, ("a", "2")));

        _host.Context().Generations.CurrentNumber.ShouldBe(7);
        Reconcile().ShouldBe(ExitCodes.InOrder);
    }

    [Fact]
    public void Undo_GoesBackToTheOneBefore()
    {
        new UndoCommand(_host.Agent(), _output).Run(generation: null).ShouldBe(ExitCodes.InOrder);

        _host.Provider.Values["a"].ShouldBe("0");
    }

    [Fact]
    public void Undo_ToTheAlteredOne_IsRefused()
    {
        _host.Apply(TestHost.Bundle(6, ("a", "2")));

        Should.Throw<ProblemException>(() => new UndoCommand(_host.Agent(), _output).Run(generation: 5)).Problem.Code.ShouldBe("PM3016");

        _host.Provider.Values["a"].ShouldBe("2");
    }

    [Fact]
    public void Undo_TheOneBeforeIsAltered_GoesBackToTheOneBeforeThat()
    {
        _host.Apply(TestHost.Bundle(6, ("a", "2")));

        new UndoCommand(_host.Agent(), _output).Run(generation: null).ShouldBe(ExitCodes.InOrder);

        _host.Provider.Values["a"].ShouldBe("0");
        _output.ToString().ShouldContain("generation 5 is passed over");
    }

    /// <summary>It was signed too, for another time.</summary>
    [Fact]
    public void Reconcile_AnOlderOneStandsInItsPlace_ChangesNothingByIt()
    {
        _host.Files.WriteText(Stored, _host.Files.ReadText(StatePaths.Generations + "/4.json")!);

        Reconcile().ShouldBe(ExitCodes.Failed);

        _host.Provider.Values["a"].ShouldBe("1");
        _output.ToString().ShouldContain("PM3016: the stored generation 5");
    }

    /// <summary>It was verified when it came, and keeps the host in order until the next one, signed by a key that is trusted now.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Reconcile_KeyIsTrustedNoMoreOrCannotBeRead_PutsTheHostRight(bool isAnother)
    {
        _host.Apply(TestHost.Bundle(6, ("a", "2")));
        using var next = SigningKey.Create();
        _host.Files.WriteText(HostPaths.Trust, isAnother ? next.Public + "\n" : "damaged\n");
        _host.Provider.Values["a"] = "by hand";

        Reconcile().ShouldBe(ExitCodes.InOrder);

        _host.Provider.Values["a"].ShouldBe("2");
    }

    public void Dispose()
    {
        _output.Dispose();
        _host.Dispose();
    }

    private int Check() => new CheckCommand(_host.Agent(), _output).Run();

    private int Reconcile() => new ReconcileCommand(_host.Agent(), _output).Run(repair: true);
}
