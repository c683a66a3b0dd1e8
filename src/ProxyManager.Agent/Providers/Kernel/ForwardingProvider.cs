using ProxyManager.Agent.Providers.Foreign;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Providers.Kernel;

/// <summary>IP forwarding, without losing the route that router advertisements brought.</summary>
internal sealed class ForwardingProvider : ResourceProvider
{
    private const string V4 = "net/ipv4/ip_forward";
    private const string V6 = "net/ipv6/conf/all/forwarding";
    private const string V6Interfaces = "net/ipv6/conf";

    private static readonly (string Family, string Name, string Key, string Prefix)[] Families =
        [("ip", "IPv4", V4, "net/ipv4/"), ("ip6", "IPv6", V6, "net/ipv6/")];

    public override string Kind => "forwarding";

    public override bool IsLostAtBoot => true;

    public override IReadOnlyList<Finding> Inspect(IReadOnlyList<Resource> resources, RunContext run) =>
        [.. resources.Cast<ForwardingResource>().Select(f => Inspect(f, run)).OfType<Finding>()];

    /// <returns>Lines <c>KEY=VALUE</c> of everything that switching forwarding changes, in the order in which to set them back.</returns>
    public override string Capture(Resource resource, RunContext run)
    {
        var perInterface = KernelParameters.List(V6Interfaces, run.Files)
            .Where(name => name is not ("all" or "lo"))
            .SelectMany(name => (string[])[$"{V6Interfaces}/{name}/forwarding", AcceptAdvertisements(name)]);
        return string.Join('\n', perInterface.Prepend(V6).Prepend(V4)
            .Select(key => (key, value: KernelParameters.Read(key, run.Files)))
            .Where(x => x.value is not null)
            .Select(x => $"{x.key}={x.value}"));
    }

    /// <summary>What to go back to for good: without the families that others have come to forward too, who would be cut off.</summary>
    /// <param name="captured">What was captured before the host was first brought to it.</param>
    /// <param name="run">The run.</param>
    /// <param name="kept">Hears of each family that stays on, and for whom.</param>
    public static string WithoutThatOfOthers(string captured, RunContext run, Action<string> kept)
    {
        List<string> lines = [.. captured.Split('\n')];
        foreach (var (family, name, key, prefix) in Families)
        {
            if (!lines.Contains($"{key}=0") || KernelParameters.Read(key, run.Files) != "1" || OtherForwarders.Find(family, run) is not { } other)
                continue;
            lines.RemoveAll(line => line.StartsWith(prefix, StringComparison.Ordinal));
            kept($"kept {name} forwarding on: {other} forwards here too");
        }

        return string.Join('\n', lines);
    }

    public override void Apply(Resource resource, RunContext run)
    {
        var forwarding = (ForwardingResource)resource;
        if (forwarding.V4)
            SwitchOn(V4, run);
        if (!forwarding.V6)
            return;
        KeepAdvertisedRoutes(run);
        SwitchOn(V6, run);
    }

    public override void Restore(Resource resource, string captured, RunContext run)
    {
        foreach (var line in captured.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = (line[..line.IndexOf('=')], line[(line.IndexOf('=') + 1)..]);
            if (KernelParameters.Read(key, run.Files) is { } now && now != value)
                KernelParameters.Write(key, value, run.Files);
        }
    }

    /// <summary>With forwarding, an interface heeds router advertisements only with <c>accept_ra=2</c>.</summary>
    private static void KeepAdvertisedRoutes(RunContext run)
    {
        foreach (var name in DeafInterfaces(run))
            KernelParameters.Write(AcceptAdvertisements(name), "2", run.Files);
    }

    /// <summary>Interfaces that heed router advertisements only as long as forwarding is off; <c>default</c> stands for those to come.</summary>
    private static IEnumerable<string> DeafInterfaces(RunContext run) => KernelParameters.List(V6Interfaces, run.Files)
        .Where(name => name is not ("all" or "lo") && KernelParameters.Read(AcceptAdvertisements(name), run.Files) == "1");

    private static string AcceptAdvertisements(string name) => $"{V6Interfaces}/{name}/accept_ra";

    private static void SwitchOn(string key, RunContext run)
    {
        if (KernelParameters.Read(key, run.Files) != "1")
            KernelParameters.Write(key, "1", run.Files);
    }

    private static Finding? Inspect(ForwardingResource forwarding, RunContext run)
    {
        List<string> lines = [];
        if (forwarding.V4 && KernelParameters.Read(V4, run.Files) != "1")
            lines.Add("~ ipv4 off → on");
        if (forwarding.V6 && KernelParameters.Read(V6, run.Files) != "1")
            lines.Add("~ ipv6 off → on");
        if (forwarding.V6)
            lines.AddRange(DeafInterfaces(run).Select(name => $"~ accept_ra of {name} 1 → 2"));
        return lines.Count == 0 ? null : new Finding(forwarding, ChangeAction.Update, lines);
    }
}
