using System.Text;
using ProxyManager.Agent.Providers.Engines;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Providers.Haproxy;

/// <summary>HAProxy's stats socket (management guide, 9.3).</summary>
internal sealed class HaproxyStats(string socketPath, HostFiles files)
{
    /// <summary>Commands of one line have to fit into HAProxy's buffer (<c>tune.bufsize</c>, 16 kB by default).</summary>
    private const int MaxLine = 8192;

    /// <summary>The hash that the running process says its configuration has; null when it does not run or says none.</summary>
    public string? ConfigHash()
    {
        const string variable = "PM_CONFIG=";
        return Ask($"show env {variable[..^1]}")?.Split('\n').FirstOrDefault(l => l.StartsWith(variable, StringComparison.Ordinal))?[variable.Length..];
    }

    /// <summary>The entries of a map in the running process; null when it does not run or has no such map.</summary>
    public IReadOnlyDictionary<string, string>? Map(string path)
    {
        if (Ask($"show map {path}") is not { } answer || answer.StartsWith("Unknown map", StringComparison.Ordinal))
            return null;
        var entries = new Dictionary<string, string>();
        foreach (var line in answer.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            // A reference of the entry, its key, its value.
            if (line.Split(' ', 3) is [_, var key, var value])
                entries[key] = value;
        }

        return entries;
    }

    /// <summary>Makes the entries of a map in the running process equal to some.</summary>
    /// <exception cref="ToolException">HAProxy refused.</exception>
    public void SetMap(string path, IReadOnlyDictionary<string, string> desired)
    {
        var live = Map(path) ?? throw new ToolException($"HAProxy at {socketPath} has no map {path}");
        var commands = desired
            .Where(e => live.GetValueOrDefault(e.Key) != e.Value)
            .Select(e => $"{(live.ContainsKey(e.Key) ? "set" : "add")} map {path} {Escape(e.Key)} {Escape(e.Value)}")
            .Concat(live.Keys.Where(k => !desired.ContainsKey(k)).Select(k => $"del map {path} {Escape(k)}"));
        var line = new StringBuilder();
        foreach (var command in commands)
        {
            if (line.Length + command.Length > MaxLine)
                Tell(line);
            line.Append(line.Length == 0 ? "" : ";").Append(command);
        }

        Tell(line);
    }

    /// <summary>Whether the servers that it checks are up, by backend and name; null when it does not run.</summary>
    /// <param name="patience">For the answer.</param>
    /// <exception cref="ToolException">It runs and does not tell.</exception>
    public IReadOnlyDictionary<(string Backend, string Server), bool>? Servers(TimeSpan patience) =>
        // All proxies, of these the servers.
        Ask("show stat -1 4 -1", patience) is { } answer ? HaproxyServers.Parse(answer) : null;

    private void Tell(StringBuilder line)
    {
        if (line.Length == 0)
            return;
        var answer = Ask(line.ToString()) ?? throw new ToolException($"HAProxy at {socketPath} stopped answering");
        if (answer.Trim() is { Length: > 0 } refusal)
            throw new ToolException($"HAProxy at {socketPath} refused a change of a map: {refusal}");
        line.Clear();
    }

    private string? Ask(string command, TimeSpan? patience = null) =>
        UnixStream.Ask(socketPath, command + "\n", files, patience) is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : null;

    private static string Escape(string word) => word
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace(" ", "\\ ", StringComparison.Ordinal)
        .Replace(";", "\\;", StringComparison.Ordinal);
}
