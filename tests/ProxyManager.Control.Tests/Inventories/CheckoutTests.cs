using ProxyManager.Control.Tests.Fakes;
using ProxyManager.Resources;

namespace ProxyManager.Control.Tests.Inventories;

/// <summary>Which states of an inventory a working copy has seen.</summary>
public sealed class CheckoutTests : IDisposable
{
    private readonly WorkingCopy _copy = new WorkingCopy().Write(1).Commit();
    private readonly List<IDisposable> _others = [];

    [Fact]
    public void HasSeen_CleanAncestorOfHead_IsYes()
    {
        var applied = _copy.Stamp;
        _copy.Write(2).Commit();

        _copy.Checkout()!.HasSeen(applied).ShouldBeTrue();
    }

    [Fact]
    public void HasSeen_CommitOfSomebodyElse_IsNoUntilItIsPulled()
    {
        var other = Other();
        other.Write(2).Commit();
        var applied = other.Stamp;

        _copy.Checkout()!.HasSeen(applied).ShouldBeFalse();
        _copy.Checkout()!.Objection("gw1", applied).Message.ShouldContain($"commit {applied.Commit![..12]}");

        _copy.Git("pull", "--quiet", "file://" + other.Path, "main");
        _copy.Checkout()!.HasSeen(applied).ShouldBeTrue();
    }

    [Fact]
    public void HasSeen_AppliedBeforeItWasCommitted_IsYesOnceTheCommitIsThere()
    {
        var other = Other();
        other.Write(2);
        var applied = other.Stamp;
        applied.Clean.ShouldBeFalse();
        _copy.Checkout()!.HasSeen(applied).ShouldBeFalse();

        other.Commit();
        _copy.Git("pull", "--quiet", "file://" + other.Path, "main");
        _copy.Write(3).Commit();

        _copy.Checkout()!.HasSeen(applied).ShouldBeTrue();
    }

    [Fact]
    public void HasSeen_AppliedFromHereAndNeverCommitted_IsYes()
    {
        _copy.Write(2);
        var applied = _copy.Stamp;
        _copy.Checkout()!.Remember();
        _copy.Write(3);

        _copy.Checkout()!.HasSeen(applied).ShouldBeTrue();
        _copy.Checkout()!.Known.ShouldBe([_copy.Stamp.Digest, applied.Digest]);
    }

    [Fact]
    public void HasSeen_DirtyStateOfAnAncestor_IsNo()
    {
        var other = Other();
        other.Write(2);

        _copy.Checkout()!.HasSeen(other.Stamp).ShouldBeFalse();
        _copy.Checkout()!.Objection("gw1", other.Stamp).ShouldSatisfyAllConditions(
            p => p.Code.ShouldBe("PM2130"), p => p.Message.ShouldContain("with uncommitted changes"));
    }

    [Fact]
    public void Objection_ShallowClone_NamesTheRemedy()
    {
        var first = _copy.Stamp;
        _copy.Write(2).Commit();
        var shallow = Other("--depth=1");

        shallow.Checkout()!.HasSeen(first).ShouldBeFalse();
        var problem = shallow.Checkout()!.Objection("gw1", first);
        problem.Code.ShouldBe("PM2131");
        problem.Advice.ShouldContain("--unshallow");

        shallow.Git("fetch", "--quiet", "--unshallow");
        shallow.Checkout()!.HasSeen(first).ShouldBeTrue();
    }

    [Theory]
    [InlineData("--output=/tmp/x")]
    [InlineData("HEAD")]
    public void HasSeen_WhatIsNoCommitId_NeverBecomesAnArgument(string commit) =>
        _copy.Checkout()!.HasSeen(new InventoryStamp("00", commit, Clean: true)).ShouldBeFalse();

    [Fact]
    public void Checkout_OutsideGitOrBeforeTheFirstCommit_IsNone()
    {
        using var empty = new WorkingCopy().Write(1);

        empty.Checkout().ShouldBeNull();
    }

    [Fact]
    public void Checkout_OfAPlanThatWasMadeInGit_IsNoneOutside()
    {
        using var elsewhere = new WorkingCopy().Write(1);

        elsewhere.Checkout(_copy.Stamp).ShouldBeNull();
        _copy.Checkout(elsewhere.Stamp).ShouldNotBeNull();
    }

    [Fact]
    public void Stamp_WorkingCopyThatGitCannotRead_IsAnErrorWithItsWords()
    {
        File.WriteAllText(Path.Combine(_copy.Path, ".git", "config"), "[core");

        var refusal = Should.Throw<UsageException>(() => _copy.Stamp);

        refusal.Id.ShouldBe("PM2135");
        refusal.Message.ShouldContain("bad config line");
    }

    [Fact]
    public void HasSeen_LongHistoryOfADirectory_KnowsEveryStateOfIt()
    {
        var seen = new List<InventoryStamp>();
        var other = Other();
        for (var network = 2; network < 12; network++)
        {
            other.Write(network, "fleet/a.yml");
            seen.Add(other.Open("fleet").Bundles().Inventory with { Commit = null });
            other.Commit();
        }

        var workspace = other.Open("fleet");
        var checkout = workspace.Checkout(workspace.Bundles().Inventory, other.State)!;

        seen.ShouldAllBe(s => checkout.HasSeen(s));
        checkout.HasSeen(new InventoryStamp("00", null, Clean: false)).ShouldBeFalse();
    }

    public void Dispose()
    {
        _copy.Dispose();
        foreach (var other in _others)
            other.Dispose();
    }

    private WorkingCopy Other(params string[] options)
    {
        var other = new WorkingCopy(_copy.Path, options);
        _others.Add(other);
        return other;
    }
}
