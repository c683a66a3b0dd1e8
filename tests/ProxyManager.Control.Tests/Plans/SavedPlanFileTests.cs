using ProxyManager.Control.Tests.Fakes;
using ProxyManager.Fleets;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control.Tests.Plans;

public sealed class SavedPlanFileTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("pm-plan-");

    private string Path => System.IO.Path.Combine(_directory.FullName, "plan.json");

    [Fact]
    public void Read_WhatWasWritten_IsTheSamePlan()
    {
        var plan = Plan();
        SavedPlanFile.Write(Path, plan);

        var read = SavedPlanFile.Read(Path);

        read.Fleet.ShouldBe("acme");
        read.Observed.ShouldBe(new Dictionary<string, string> { ["gw1"] = "h" });
        read.Bundle("gw1").ContentHash().ShouldBe(Sample.Bundles(Sample.Gateway()).Make(Sample.Gateway()).Bundle.ContentHash());
        read.Hosts[0].Changes[0].Lines.ShouldBe(Sample.Change.Lines);
    }

    [Fact]
    public void Write_OverAFileThatOthersCanRead_IsForItsOwnerOnly()
    {
        File.WriteAllText(Path, "old");
        SavedPlanFile.Write(Path, Plan());

        File.GetUnixFileMode(Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _directory.GetFiles().ShouldHaveSingleItem();
    }

    [Fact]
    public void Of_HostsThatCouldNotBeCompared_AreLeftOut()
    {
        var results = new[] { Compared("gw1"), new HostResult("acme", "gw2", HostVerdict.Unknown, HostState.Unknown) };

        SavedPlan.Of(Sample.Bundles(Sample.Gateway(), Sample.Gateway("gw2")), results, new PassingClock()).Hosts.Select(h => h.Host).ShouldBe(["gw1"]);
    }

    [Theory]
    [InlineData("\"schema\": 1", "\"schema\": 2", "it has the version 2")]
    [InlineData("\"observedHash\": \"h\"", "\"observedHash\": \"i\"", "it was damaged or changed")]
    [InlineData("+ b", "+ c", "it was damaged or changed")]
    [InlineData("}", "", "it is no plan, or not a whole one")]
    [InlineData("\"fleet\"", "\"flet\"", "it is no plan, or not a whole one")]
    public void Read_SomethingElse_IsRefusedWithTheReason(string from, string to, string reason)
    {
        SavedPlanFile.Write(Path, Plan());
        var text = File.ReadAllText(Path).Replace("\\u002B", "+", StringComparison.Ordinal);
        text.ShouldContain(from);
        File.WriteAllText(Path, text.Replace(from, to, StringComparison.Ordinal));

        var refusal = Should.Throw<UsageException>(() => SavedPlanFile.Read(Path));

        refusal.Id.ShouldBe("PM2133");
        refusal.Message.ShouldContain(reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"schema\":1,\"hosts\":null}")]
    public void Read_NoPlanAtAll_IsRefused(string text)
    {
        File.WriteAllText(Path, text);

        Should.Throw<UsageException>(() => SavedPlanFile.Read(Path)).Id.ShouldBe("PM2133");
    }

    [Fact]
    public void Read_EveryTruncation_IsRefused()
    {
        SavedPlanFile.Write(Path, Plan());
        var whole = File.ReadAllBytes(Path);
        for (var length = 0; length < whole.Length; length += 7)
        {
            File.WriteAllBytes(Path, whole[..length]);
            Should.Throw<UsageException>(() => SavedPlanFile.Read(Path)).Id.ShouldBe("PM2133");
        }
    }

    [Fact]
    public void Read_NoFile_SaysSo() => Should.Throw<UsageException>(() => SavedPlanFile.Read(Path)).Id.ShouldBe("PM2132");

    [Fact]
    public void Select_AnotherFleetOrHostsThatAreGone_IsRefused()
    {
        Fleet fleet = Sample.Fleet(Sample.Gateway());

        Refusal(() => (Plan() with { Fleet = "other" }).Select(fleet, [Sample.Gateway()])).ShouldContain("is for the fleet 'other'");
        Refusal(() => Plan().Select(Sample.Fleet(), [])).ShouldContain("does not manage: gw1");
        Refusal(() => Plan().Select(fleet, [Sample.Gateway("gw2")])).ShouldContain("none of the hosts gw2");
        Plan().Select(fleet, [Sample.Gateway()]).ShouldHaveSingleItem().Name.ShouldBe("gw1");
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private static string Refusal(Action select)
    {
        var refusal = Should.Throw<UsageException>(select);
        refusal.Id.ShouldBe("PM2134");
        return refusal.Message;
    }

    private static SavedPlan Plan() => SavedPlan.Of(Sample.Bundles(Sample.Gateway()), [Compared("gw1")], new PassingClock());

    private static HostResult Compared(string host) => new("acme", host, HostVerdict.Differs, HostState.Unchanged)
    {
        Changes = [Sample.Change],
        ObservedHash = "h",
        Compared = Sample.Bundles(Sample.Gateway()).Make(Sample.Gateway()).Bundle,
    };
}
