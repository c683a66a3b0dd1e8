using System.Globalization;

namespace ProxyManager.Agent.Tools;

/// <summary>Ids of the host's users and groups, passwd(5) and group(5).</summary>
internal sealed class Accounts(HostFiles files)
{
    private readonly Lazy<Dictionary<string, uint>> _users = new(() => Read(files, "/etc/passwd"));
    private readonly Lazy<Dictionary<string, uint>> _groups = new(() => Read(files, "/etc/group"));

    /// <summary>The names of all users.</summary>
    public IReadOnlyCollection<string> Users => _users.Value.Keys;

    /// <summary>The id of a user; null when there is none.</summary>
    public uint? User(string name) => _users.Value.TryGetValue(name, out var id) ? id : null;

    /// <summary>The id of a group; null when there is none.</summary>
    public uint? Group(string name) => _groups.Value.TryGetValue(name, out var id) ? id : null;

    /// <summary>The id of a user that must be there.</summary>
    /// <exception cref="ToolException">There is none.</exception>
    public uint RequireUser(string name) => User(name) ?? throw new ToolException($"there is no user {name}");

    /// <summary>The id of a group that must be there.</summary>
    /// <exception cref="ToolException">There is none.</exception>
    public uint RequireGroup(string name) => Group(name) ?? throw new ToolException($"there is no group {name}");

    /// <summary>The name of a user id, or the number where it has none.</summary>
    public string UserName(uint id) => Name(_users.Value, id);

    /// <summary>The name of a group id, or the number where it has none.</summary>
    public string GroupName(uint id) => Name(_groups.Value, id);

    private static string Name(Dictionary<string, uint> ids, uint id) =>
        ids.FirstOrDefault(e => e.Value == id).Key ?? id.ToString(CultureInfo.InvariantCulture);

    private static Dictionary<string, uint> Read(HostFiles files, string path)
    {
        var ids = new Dictionary<string, uint>();
        foreach (var line in (files.ReadText(path) ?? "").Split('\n'))
        {
            if (line.Split(':') is [var name, _, var id, ..] && uint.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                ids.TryAdd(name, number);
        }

        return ids;
    }
}
