using System.Text.Json.Serialization;

namespace ProxyManager.Resources;

/// <summary>
/// A distribution package that has to be installed. It is installed by host preparation only; an apply or the timer
/// names a missing one in preflight and changes nothing.
/// </summary>
/// <param name="Package">Name of the package, such as <c>haproxy</c>.</param>
public sealed record PackageResource(string Package) : Resource
{
    [JsonIgnore]
    public override string Kind => "package";

    [JsonIgnore]
    public override string Name => Package;
}
