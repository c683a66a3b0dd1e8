namespace ProxyManager.Agent.Providers.Haproxy;

/// <summary>The servers that HAProxy tells of in its statistics (management guide, 9.1).</summary>
internal static class HaproxyServers
{
    /// <returns>Backend and server → whether it is up; what is not checked is not there.</returns>
    public static IReadOnlyDictionary<(string Backend, string Server), bool> Parse(string csv)
    {
        var lines = csv.Split('\n');
        // What is free text, and may be quoted, stands behind these columns.
        var head = lines[0].TrimStart('#', ' ').Split(',');
        var (backend, server, status) = (Array.IndexOf(head, "pxname"), Array.IndexOf(head, "svname"), Array.IndexOf(head, "status"));
        var states = new Dictionary<(string, string), bool>();
        if (backend < 0 || server < 0 || status < 0)
            return states;
        foreach (var cells in lines.Skip(1).Select(l => l.Split(',')).Where(c => c.Length >= head.Length))
        {
            if (IsUp(cells[status]) is { } up)
                states[(cells[backend], cells[server])] = up;
        }

        return states;
    }

    /// <summary>Such as <c>UP</c>, <c>UP 1/3</c> on its way down, <c>DOWN 1/2</c> on its way up, <c>MAINT</c>, <c>no check</c>.</summary>
    private static bool? IsUp(string status) => status.Split(' ', '(')[0] switch
    {
        "UP" => true,
        "DOWN" or "MAINT" => false,
        _ => null,
    };
}
