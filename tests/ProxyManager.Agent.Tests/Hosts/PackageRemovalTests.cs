using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Tests.Providers;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Tests.Hosts;

/// <summary>Months lie between preparing and retiring, in which the host's administrator may have come to use a package.</summary>
public sealed class PackageRemovalTests : IDisposable
{
    private readonly HostDirectory _host = new();
    private readonly Packages _tools = new();

    [Fact]
    public void Remove_NobodyUsesThem_ArePurgedWithWhatCameWithThemAndTheirUsers()
    {
        Installed("haproxy", "haproxy.service");
        Installed("wireguard-tools", "wg-quick@.service");
        _host.Files.WriteText("/etc/passwd", "root:x:0:0:root:/root:/bin/bash\nhaproxy:x:998:998::/var/lib/haproxy:/usr/sbin/nologin\n");
        _tools.CameWithThem = "liblua5.4-0";

        Remove(["haproxy"], "haproxy", "wireguard-tools").ShouldBe(["removed haproxy, wireguard-tools"]);

        _tools.Purged.ShouldBe(["haproxy", "wireguard-tools", "liblua5.4-0"]);
        _tools.RemovedUsers.ShouldBe(["haproxy"]);
    }

    [Theory]
    [InlineData("haproxy", "haproxy.service", "haproxy.service", new[] { "caddy" })]
    [InlineData("wireguard-tools", "wg-quick@.service", "wg-quick@office.service", new[] { "haproxy", "caddy" })]
    public void Remove_UnitOfItIsEnabled_IsKeptWithItsUser(string package, string brought, string enabled, string[] removed)
    {
        Installed(package, brought);
        Installed("nftables", "nftables.service");
        _host.Files.WriteText($"/var/lib/dpkg/info/{package}.postinst", $"adduser --system {package}\n");
        _host.Files.WriteText("/etc/passwd", "haproxy:x:998:998::/var/lib/haproxy:/usr/sbin/nologin\ncaddy:x:997:997::/var/lib/caddy:/usr/sbin/nologin\n");
        _host.Files.CreateDirectory("/etc/systemd/system/multi-user.target.wants", FileModes.Executable);
        _host.Files.Link($"/etc/systemd/system/multi-user.target.wants/{enabled}", $"/lib/systemd/system/{brought}");

        Remove(["haproxy", "caddy"], package, "nftables").ShouldBe(["removed nftables", $"kept {package}: {enabled} is enabled"]);

        _tools.Purged.ShouldBe(["nftables"]);
        _tools.RemovedUsers.ShouldBe(removed);
    }

    [Theory]
    [InlineData("haproxy", "haproxy.service", "haproxy.service", "haproxy.service")]
    [InlineData("wireguard-tools", "wg-quick@.service", "wg-quick@*.service", "wg-quick@office.service")]
    public void Remove_UnitOfItRuns_IsKept(string package, string brought, string pattern, string running)
    {
        Installed(package, brought);
        _tools.Running[pattern] = running;

        Remove([], package).ShouldBe([$"kept {package}: {running} runs"]);

        _tools.Purged.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("??5?????? c /etc/haproxy/haproxy.cfg\n", "kept haproxy: /etc/haproxy/haproxy.cfg was changed")]
    [InlineData("missing   c /etc/haproxy/errors/400.http\n??5??????   /usr/sbin/haproxy\n", "removed haproxy")]
    public void Remove_FilesOfItAreNotAsTheyCame_IsKeptForChangedConfigurationOnly(string verified, string expected)
    {
        Installed("haproxy", "haproxy.service");
        _tools.Verified = new ToolResult(1, verified, "");

        Remove([], "haproxy").ShouldBe([expected]);
    }

    [Fact]
    public void Remove_HostCannotTell_RemovesNothing()
    {
        Installed("haproxy", "haproxy.service");
        _tools.Verified = new ToolResult(2, "", "dpkg: error: unable to access the database\n");

        Should.Throw<ToolException>(() => Remove([], "haproxy")).Message.ShouldContain("unable to access the database");

        _tools.Purged.ShouldBeEmpty();
    }

    [Fact]
    public void Remove_OthersNeedOne_IsKeptAndSoIsWhatItNeeds()
    {
        foreach (var package in (string[])["first", "nftables", "haproxy"])
            Installed(package);
        _tools.NeededBy["first"] = "nftables";
        _tools.NeededBy["nftables"] = "firewalld";

        // Purging one takes with it what needs it, and what needs that.
        Remove([], "first", "nftables", "haproxy").ShouldBe(["removed haproxy", "kept first: firewalld needs it", "kept nftables: firewalld needs it"], ignoreOrder: true);

        _tools.Purged.ShouldBe(["haproxy"]);
    }

    [Fact]
    public void Remove_NotInstalledAnyMore_IsNotAskedAbout()
    {
        Remove([], "haproxy").ShouldBe(["removed haproxy"]);

        _tools.Purged.ShouldBe(["haproxy"]);
    }

    public void Dispose() => _host.Dispose();

    private IReadOnlyList<string> Remove(string[] users, params string[] packages) =>
        new PackageRemoval(_host.Context(_tools)).Remove(packages, users);

    private void Installed(string package, params string[] units) =>
        _host.Files.WriteText($"/var/lib/dpkg/info/{package}.list", $"/.\n/lib\n{string.Concat(units.Select(u => $"/lib/systemd/system/{u}\n"))}/usr/sbin/{package}\n");

    /// <summary>The package manager and the service manager of a host.</summary>
    private sealed class Packages : ITools
    {
        public List<string> Purged { get; } = [];

        public List<string> RemovedUsers { get; } = [];

        /// <summary>What runs, by the pattern that finds it.</summary>
        public Dictionary<string, string> Running { get; } = [];

        /// <summary>The package that needs another.</summary>
        public Dictionary<string, string> NeededBy { get; } = [];

        /// <summary>What dpkg says of files that are not as they came.</summary>
        public ToolResult Verified { get; set; } = new(0, "", "");

        /// <summary>A package that nothing needs any more after the first were purged.</summary>
        public string? CameWithThem { get; set; }

        public ToolResult Run(string program, IReadOnlyList<string> arguments, string? input = null, TimeSpan? timeout = null)
        {
            IEnumerable<string> named = arguments.SkipWhile(a => a != "--").Skip(1);
            switch (program, arguments[0])
            {
                case ("systemctl", "list-units"):
                    return Said(named.Where(Running.ContainsKey).Select(p => $"{Running[p]} loaded active running what it does"));
                case ("dpkg", "--verify"):
                    return Verified;
                case ("apt-get", "--simulate") when arguments.Contains("autoremove"):
                    return Said(Purged.Count > 0 && CameWithThem is { } name && !Purged.Contains(name) ? [$"Remv {name} [5.4.4]"] : []);
                case ("apt-get", "--simulate"):
                    return Said(named.SelectMany(WithThoseThatNeedIt).Distinct().Select(p => $"Purg {p} [1.0]"));
                case ("env", _) when arguments.Contains("purge"):
                    Purged.AddRange(named.SelectMany(WithThoseThatNeedIt));
                    return Said([]);
                case ("userdel", _):
                    RemovedUsers.Add(arguments[^1]);
                    return Said([]);
                default:
                    throw new InvalidOperationException($"no test expects {program}");
            }
        }

        private IEnumerable<string> WithThoseThatNeedIt(string package) =>
            NeededBy.TryGetValue(package, out var other) ? [package, .. WithThoseThatNeedIt(other)] : [package];

        private static ToolResult Said(IEnumerable<string> lines) => new(0, string.Concat(lines.Select(l => l + "\n")), "");
    }
}
