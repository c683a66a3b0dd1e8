using System.Text.Json.Serialization;

namespace ProxyManager.Resources;

/// <summary>The live value of a kernel parameter, sysctl(8). The agent sets it again after a boot, so no file is needed.</summary>
/// <param name="Key">Path below <c>/proc/sys</c> with slashes (interface names may contain dots), such as <c>net/ipv4/conf/pm0/rp_filter</c>.</param>
/// <param name="Value">The value as the kernel prints it.</param>
public sealed record SysctlResource(string Key, string Value) : Resource
{
    [JsonIgnore]
    public override string Kind => "sysctl";

    [JsonIgnore]
    public override string Name => Key;
}
