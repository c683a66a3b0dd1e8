using System.Text.Json.Serialization;

namespace ProxyManager.Resources;

/// <summary>A system user (and group of the same name) without a password and without a login shell.</summary>
/// <param name="User">Login name.</param>
/// <param name="Home">Home directory; not created by this resource.</param>
public sealed record UserResource(string User, string Home) : Resource
{
    [JsonIgnore]
    public override string Kind => "user";

    [JsonIgnore]
    public override string Name => User;
}
