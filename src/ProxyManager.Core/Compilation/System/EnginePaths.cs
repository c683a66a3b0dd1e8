using ProxyManager.Resources.Protocol;

namespace ProxyManager.Compilation.System;

/// <summary>Units, files and sockets of the engines: what their unit files, their configurations and their resources agree on.</summary>
internal static class EnginePaths
{
    /// <summary>The Caddy of the http application.</summary>
    public const string CaddyUnit = HostPaths.CaddyUnit;

    public const string CaddyDirectory = HostPaths.Config + "/caddy";

    /// <summary>The JSON file that <see cref="CaddyUnit"/> starts from.</summary>
    public const string CaddyConfig = CaddyDirectory + "/caddy.json";

    /// <summary>The Caddy with the layer4 application that stands before it, so that loading one leaves the other's connections alone.</summary>
    public const string Layer4Unit = HostPaths.Layer4Unit;

    /// <summary>The JSON file that <see cref="Layer4Unit"/> starts from.</summary>
    public const string Layer4Config = CaddyDirectory + "/layer4.json";

    /// <summary>Certificates and ACME accounts; the unit's state directory.</summary>
    public const string CaddyStorage = HostPaths.CaddyStorage;

    public const string HaproxyUnit = HostPaths.HaproxyUnit;

    /// <summary>Holds the configuration and the map files.</summary>
    public const string HaproxyDirectory = HostPaths.Config + "/haproxy";

    public const string HaproxyConfig = HaproxyDirectory + "/haproxy.cfg";

    /// <summary>
    /// Sockets of the engines: the units' runtime directory, owned by the engines' user, apart from <see cref="HostPaths.Run"/>, so that an
    /// engine that was taken over cannot put links where the agent writes as root.
    /// </summary>
    public const string Sockets = HostPaths.Run + "/edge";

    public const string CaddyAdminSocket = Sockets + "/caddy-admin.sock";

    public const string Layer4AdminSocket = Sockets + "/layer4-admin.sock";

    public const string HaproxyStatsSocket = Sockets + "/haproxy.sock";

    public const string HaproxyMasterSocket = Sockets + "/haproxy-master.sock";

    /// <summary>The root certificate of the fleet's own certificate authority.</summary>
    public const string AcmeRoot = CaddyDirectory + "/acme-root.pem";

    /// <summary>Where what stands before Caddy's http app gives it connections of a public port, with a PROXY header.</summary>
    public static string CaddyHttpSocket(int port) => $"{HostPaths.HttpSockets}/{port}.sock";

    /// <summary>Where Caddy's http app takes them when it starts.</summary>
    public static string CaddyHttpListener(int port) => $"{HostPaths.HttpSockets}{HostPaths.FirstSockets}/{port}.sock";

    /// <summary>HAProxy's map of the names of a public port.</summary>
    public static string SniMap(int port) => $"{HaproxyDirectory}/sni-{port}.map";
}
