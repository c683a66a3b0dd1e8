namespace ProxyManager.Resources.Protocol;

/// <summary>Where things are on a host (file-hierarchy(7)).</summary>
public static class HostPaths
{
    /// <summary>The agent: a link to the version in force below <see cref="AgentVersions"/>.</summary>
    public const string Agent = "/usr/local/bin/pm-agent";

    /// <summary>One directory an agent build, named by the program's SHA-256.</summary>
    public const string AgentVersions = "/usr/local/lib/proxymanager/agent";

    /// <summary>The Caddy of the edge: one with layer4 that host preparation was given, else a link to the distribution's.</summary>
    public const string Caddy = "/usr/local/lib/proxymanager/caddy";

    /// <summary>Where the controller puts a Caddy for preparation to check and place.</summary>
    public const string UploadedCaddy = "/usr/local/lib/proxymanager/caddy.upload";

    /// <summary>Configuration of ours: engines, trust, keys. Mode 0755.</summary>
    public const string Config = "/etc/proxymanager";

    /// <summary>The public keys that bundles are accepted from, one line each.</summary>
    public const string Trust = Config + "/trust";

    /// <summary>The host's WireGuard private key, base64, mode 0600.</summary>
    public const string WireGuardKey = Config + "/wireguard.key";

    /// <summary>State: generations, journal, origins, status. Mode 0700.</summary>
    public const string State = "/var/lib/proxymanager";

    /// <summary>Where Caddy keeps its certificates and accounts.</summary>
    public const string CaddyStorage = "/var/lib/proxymanager-caddy";

    /// <summary>The status file, JSON, readable by everybody.</summary>
    public const string Status = "/run/proxymanager/status.json";

    /// <summary>The same as Prometheus metrics, for the textfile collector of node_exporter.</summary>
    public const string Metrics = "/run/proxymanager/metrics.prom";

    /// <summary>Sockets of the engines and the run lock.</summary>
    public const string Run = "/run/proxymanager";

    /// <summary>
    /// Where Caddy's http application has its unix sockets: a link to the directory in use, which is this path with <see cref="FirstSockets"/>, as a
    /// bundle has it, or <see cref="OtherSockets"/>. They stand in a directory of root's, so that an engine that was taken over cannot lead root elsewhere.
    /// </summary>
    public const string HttpSockets = Run + "/http";

    /// <summary>The ending of the directory that a start listens in.</summary>
    public const string FirstSockets = ".a";

    /// <summary>The ending of the directory that every other load listens in.</summary>
    public const string OtherSockets = ".b";

    /// <summary>The user that the edge engines run as.</summary>
    public const string EdgeUser = "proxymanager";

    /// <summary>The unit of the Caddy with the http application.</summary>
    public const string CaddyUnit = "pm-caddy.service";

    /// <summary>The unit of the Caddy with the layer4 application, which stands before it.</summary>
    public const string Layer4Unit = "pm-layer4.service";

    /// <summary>The unit of HAProxy, which stands before Caddy where it is the edge.</summary>
    public const string HaproxyUnit = "pm-haproxy.service";
}
