using System.Text.Json.Serialization;

namespace ProxyManager.Resources;

/// <summary>
/// A text file with its content, mode and owner. Unit files below <c>/etc/systemd/system</c> are checked by
/// <c>systemd-analyze verify</c> in preflight, and the service manager re-reads them after a change.
/// </summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Content">The whole content, written as UTF-8 without a byte order mark.</param>
/// <param name="Mode">Octal permissions, such as <c>0644</c>.</param>
/// <param name="Owner">Name of the owning user.</param>
/// <param name="Group">Name of the owning group.</param>
public sealed record FileResource(string Path, string Content, string Mode = "0644", string Owner = "root", string Group = "root") : Resource
{
    [JsonIgnore]
    public override string Kind => "file";

    [JsonIgnore]
    public override string Name => Path;
}
