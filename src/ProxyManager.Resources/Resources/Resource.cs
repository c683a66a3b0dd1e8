using System.Text.Json.Serialization;

namespace ProxyManager.Resources;

/// <summary>
/// One thing on a host that can be inspected, compared, applied and undone. A resource says what has to be; how to
/// get there is known by the agent's provider of its kind. The order of the resources in a bundle is the order in
/// which they are applied; undoing goes the other way round.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(PackageResource), "package")]
[JsonDerivedType(typeof(UserResource), "user")]
[JsonDerivedType(typeof(DirectoryResource), "directory")]
[JsonDerivedType(typeof(FileResource), "file")]
[JsonDerivedType(typeof(SysctlResource), "sysctl")]
[JsonDerivedType(typeof(ForwardingResource), "forwarding")]
[JsonDerivedType(typeof(UnitResource), "unit")]
[JsonDerivedType(typeof(WireGuardResource), "wireguard")]
[JsonDerivedType(typeof(RouteResource), "route")]
[JsonDerivedType(typeof(RuleResource), "rule")]
[JsonDerivedType(typeof(NftablesResource), "nftables")]
[JsonDerivedType(typeof(ForeignAcceptResource), "foreign-accept")]
[JsonDerivedType(typeof(CaddyResource), "caddy")]
[JsonDerivedType(typeof(HaproxyResource), "haproxy")]
public abstract record Resource
{
    /// <summary>The kind as it stands in JSON and on the screen, such as <c>file</c>.</summary>
    [JsonIgnore]
    public abstract string Kind { get; }

    /// <summary>What tells this resource from others of its kind on the host, such as a path.</summary>
    [JsonIgnore]
    public abstract string Name { get; }

    /// <summary>Kind and name: the key under which a host's resources are compared between generations.</summary>
    [JsonIgnore]
    public string Id => $"{Kind}:{Name}";

    /// <summary>The secrets that it needs.</summary>
    [JsonIgnore]
    public virtual IEnumerable<SecretName> Secrets => [];

    /// <summary>The same resource with its secrets named in another way.</summary>
    public virtual Resource WithSecrets(Func<SecretName, SecretName> rename) => this;
}
