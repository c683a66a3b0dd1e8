using System.Text.Json.Serialization;

namespace ProxyManager.Resources;

/// <summary>A directory with its mode and owner. What it contains is not touched.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Mode">Octal permissions, such as <c>0750</c>.</param>
/// <param name="Owner">Name of the owning user.</param>
/// <param name="Group">Name of the owning group.</param>
public sealed record DirectoryResource(string Path, string Mode = "0755", string Owner = "root", string Group = "root") : Resource
{
    [JsonIgnore]
    public override string Kind => "directory";

    [JsonIgnore]
    public override string Name => Path;
}
