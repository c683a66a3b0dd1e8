using System.Text;
using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Providers.Packages;
using ProxyManager.Agent.Providers.Users;
using ProxyManager.Agent.Tools;
using ProxyManager.Agent.Transactions;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Providers;

public sealed class AccountProviderTests : IDisposable
{
    private static readonly UserResource User = new("proxymanager", "/var/lib/proxymanager");

    private readonly HostDirectory _host = new();
    private readonly UserProvider _provider = new();
    private readonly ScriptedTools _tools = new();

    [Fact]
    public void User_Missing_IsMadeWithoutLogin()
    {
        _tools.Answer(
            "useradd --system --user-group --no-create-home --home-dir /var/lib/proxymanager --shell /usr/sbin/nologin -- proxymanager");
        _provider.Inspect([User], Run).ShouldHaveSingleItem().Action.ShouldBe(ChangeAction.Create);

        _provider.Apply(User, Run);

        _tools.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public void User_ThereWithAnotherHomeAndShell_IsChangedAndBack()
    {
        Passwd("/home/pm", "/bin/bash");
        var before = _host.Files.ReadText("/etc/passwd");
        _provider.Inspect([User], Run).ShouldHaveSingleItem().Lines
            .ShouldBe(["~ home /home/pm → /var/lib/proxymanager", "~ shell /bin/bash → /usr/sbin/nologin"]);
        var captured = _provider.Capture(User, Run);

        _provider.Apply(User, Run);
        _provider.Inspect([User], Run).ShouldBeEmpty();
        _provider.Restore(User, captured, Run);

        _host.Files.ReadText("/etc/passwd").ShouldBe(before);
        _tools.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/home/pm", "/bin/bash")]
    [InlineData("/home/pm", "/usr/sbin/nologin")]
    [InlineData("/var/lib/proxymanager", "/bin/bash")]
    public void User_OfSomebodyElse_IsNotTakenOver(string home, string shell)
    {
        Passwd(home, shell);

        var problem = _provider.Preflight(User, Run).ShouldHaveSingleItem();

        problem.Code.ShouldBe("PM3158");
        problem.Message.ShouldBe($"there is a user proxymanager already, with the home {home} and the shell {shell}, whom we did not make; nothing was changed");
    }

    [Theory]
    [InlineData("")]
    [InlineData("998:998:/home/pm:/bin/bash")]
    public void User_OnceMadeOrTakenOverAndChangedSince_IsPutRight(string origin)
    {
        Passwd("/home/pm", "/bin/bash");
        new OriginStore(_host.Files).Settle([new CapturedResource(User, origin)], new HashSet<string> { User.Id });

        _provider.Preflight(User, Run).ShouldBeEmpty();
    }

    [Fact]
    public void User_ThatIsToBeMade_HasNoProblem() => _provider.Preflight(User, Run).ShouldBeEmpty();

    [Fact]
    public void User_BesideNamesInAnotherEncoding_LeavesThemAsTheyAre()
    {
        var others = "ana:x:1000:1000:Ana Mu\xf1oz:/home/ana:/bin/bash\n";
        Passwd("/home/pm", "/bin/bash");
        File.AppendAllText(_host.Files.Resolve("/etc/passwd"), others, Encoding.Latin1);

        _provider.Apply(User, Run);

        Encoding.Latin1.GetString(_host.Files.ReadBytes("/etc/passwd")!).ShouldEndWith(others);
        _provider.Inspect([User], Run).ShouldBeEmpty();
    }

    [Fact]
    public void User_WasNotThere_IsRemovedOnRestoreOnce()
    {
        var captured = _provider.Capture(User, Run);
        Passwd(User.Home);
        _tools.Answer("userdel -- proxymanager");

        _provider.Restore(User, captured, Run);
        _host.Files.WriteText("/etc/passwd", "");
        _provider.Restore(User, captured, Run);

        _tools.Calls.ShouldHaveSingleItem();
    }

    [Fact]
    public void Package_UnpackedByDpkg_CostsNoProcess()
    {
        _host.Files.WriteText("/var/lib/dpkg/info/nftables.md5sums", "");

        new PackageProvider().Inspect([new PackageResource("nftables")], Run).ShouldBeEmpty();

        _tools.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Package_ProgramOfItIsGone_IsNotWhole(bool isThere)
    {
        _host.Files.WriteText("/var/lib/dpkg/info/nftables.md5sums", "0cc175b9c0f1b6a831c399e269772661  ./usr/sbin/nft\n4a8a08f09d37b73795649038408b5f33  usr/sbin/other\n92eb5ffee6ae2fec3ad71c777531578f  usr/share/doc/nftables/copyright\n");
        if (isThere)
            _host.Files.WriteText("/usr/sbin/nft", "");

        new PackageProvider().Inspect([new PackageResource("nftables")], Run).Count.ShouldBe(isThere ? 0 : 1);

        PackageProvider.IsKnown("nftables", Run).ShouldBeTrue();
        _tools.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("installed", 0, true)]
    [InlineData("config-files", 0, false)]
    [InlineData("", 1, false)]
    public void Package_WithoutFileList_IsAsked(string status, int exitCode, bool installed)
    {
        _tools.Answer("dpkg-query --show --showformat=${db:Status-Status} -- nftables", status, exitCode);

        new PackageProvider().Inspect([new PackageResource("nftables")], Run).Count.ShouldBe(installed ? 0 : 1);
    }

    [Fact]
    public void Package_Missing_IsNamedAndNeverInstalledHere()
    {
        new PackageProvider().Preflight(new PackageResource("haproxy"), Run).ShouldHaveSingleItem().Code.ShouldBe("PM3106");
        Should.Throw<ToolException>(() => new PackageProvider().Apply(new PackageResource("haproxy"), Run));
        _tools.Calls.ShouldBeEmpty();
    }

    public void Dispose() => _host.Dispose();

    private RunContext Run => _host.Context(_tools);

    private void Passwd(string home, string shell = "/usr/sbin/nologin") =>
        _host.Files.WriteText("/etc/passwd", $"root:x:0:0:root:/root:/bin/bash\nproxymanager:x:998:998::{home}:{shell}\n");
}
