using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Providers.Kernel;

/// <summary>Live values of kernel parameters.</summary>
internal sealed class SysctlProvider : ResourceProvider
{
    /// <summary>Captured where there was no such parameter.</summary>
    private const string Absent = "";

    public override string Kind => "sysctl";

    public override bool IsLostAtBoot => true;

    public override IReadOnlyList<Finding> Inspect(IReadOnlyList<Resource> resources, RunContext run) =>
        [.. resources.Cast<SysctlResource>().Select(s => Inspect(s, run)).OfType<Finding>()];

    public override string Capture(Resource resource, RunContext run) =>
        KernelParameters.Read(((SysctlResource)resource).Key, run.Files) ?? Absent;

    public override void Apply(Resource resource, RunContext run)
    {
        var sysctl = (SysctlResource)resource;
        KernelParameters.Write(sysctl.Key, sysctl.Value, run.Files);
    }

    public override void Restore(Resource resource, string captured, RunContext run)
    {
        var key = ((SysctlResource)resource).Key;
        if (captured != Absent && KernelParameters.Read(key, run.Files) is { } value && value != captured)
            KernelParameters.Write(key, captured, run.Files);
    }

    private static Finding? Inspect(SysctlResource sysctl, RunContext run) => KernelParameters.Read(sysctl.Key, run.Files) switch
    {
        null => new Finding(sysctl, ChangeAction.Create, [$"+ {sysctl.Value}"]),
        var value when value != sysctl.Value => new Finding(sysctl, ChangeAction.Update, [$"~ {value} → {sysctl.Value}"]),
        _ => null,
    };
}
