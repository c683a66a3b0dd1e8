using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Compilation.System;

/// <summary>
/// Unit files of the edge's engines. They run as a user of ours, with the right to bind low ports and no other, and without chroot, so that one
/// reaches the other's socket. They are not ordered after the agent's unit, which starts them and would wait for itself.
/// </summary>
internal static class EngineUnits
{
    /// <summary>
    /// GODEBUG: distributions build Caddy with old defaults (no X25519MLKEM768, TLS 1.0, 3DES). It makes its admin socket writable for its
    /// owner only; the group is the agent's check. That is changed as the same user, but without the unit's own sandbox, which costs half as much
    /// as Caddy's start. And newer builds listen by MPTCP, whose listeners the kernel lets nobody end from outside.
    /// </summary>
    /// <param name="caddy">What the unit runs.</param>
    public static string CaddyFile(CaddyResource caddy) =>
        $"""
        [Unit]
        Description=ProxyManager: edge ({(caddy.NeedsLayer4 ? "Caddy layer4" : "Caddy")})
        After=network.target
        StartLimitIntervalSec=0

        [Service]
        Type=notify{(caddy.NeedsLayer4 ? "" : HttpSockets)}
        ExecStart={HostPaths.Caddy} run --config {caddy.ConfigPath}
        ExecStartPost=+/usr/bin/setpriv --reuid={HostPaths.EdgeUser} --regid={HostPaths.EdgeUser} --clear-groups --no-new-privs /usr/bin/chmod 0660 {caddy.AdminSocket}
        Environment=GODEBUG=tlsmlkem=1,tls10server=0,tls3des=0,multipathtcp=0
        Environment=HOME={EnginePaths.CaddyStorage} XDG_DATA_HOME={EnginePaths.CaddyStorage} XDG_CONFIG_HOME={EnginePaths.CaddyStorage}
        StateDirectory=proxymanager-caddy
        StateDirectoryMode=0700
        TimeoutStopSec=10s
        {Common}

        """;

    /// <summary>HAProxy as master and worker, so that a reload keeps connections.</summary>
    public const string HaproxyFile =
        $"""
        [Unit]
        Description=ProxyManager: edge (HAProxy)
        After=network.target
        StartLimitIntervalSec=0

        [Service]
        Type=notify
        ExecStart=/usr/sbin/haproxy -Ws -S {EnginePaths.HaproxyMasterSocket},mode,600 -f {EnginePaths.HaproxyConfig}
        ExecReload=/usr/sbin/haproxy -c -q -f {EnginePaths.HaproxyConfig}
        ExecReload=/bin/kill -USR2 $MAINPID
        KillMode=mixed
        SuccessExitStatus=143
        TimeoutStopSec=10s
        {Common}

        """;

    /// <summary>A start listens in the first directory, wherever a load before it has led. What stands in the link's way is the agent's to clear.</summary>
    private const string HttpSockets =
        $"""

        RuntimeDirectory=proxymanager/http{HostPaths.FirstSockets} proxymanager/http{HostPaths.OtherSockets}
        ExecStartPre=-+/usr/bin/ln -sfT http{HostPaths.FirstSockets} {HostPaths.HttpSockets}
        """;

    private const string Common =
        $"""
        User={HostPaths.EdgeUser}
        Group={HostPaths.EdgeUser}
        UMask=0007
        RuntimeDirectory=proxymanager/edge
        RuntimeDirectoryMode=0750
        RuntimeDirectoryPreserve=yes
        Restart=always
        RestartSec=1s
        LimitCORE=0
        LimitNOFILE=1048576
        AmbientCapabilities=CAP_NET_BIND_SERVICE
        CapabilityBoundingSet=CAP_NET_BIND_SERVICE
        NoNewPrivileges=yes
        ProtectSystem=strict
        ProtectHome=yes
        PrivateTmp=yes
        PrivateDevices=yes
        ProtectKernelTunables=yes
        ProtectKernelModules=yes
        ProtectKernelLogs=yes
        ProtectControlGroups=yes
        ProtectClock=yes
        ProtectHostname=yes
        ProtectProc=invisible
        RestrictNamespaces=yes
        RestrictRealtime=yes
        RestrictSUIDSGID=yes
        LockPersonality=yes
        RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
        SystemCallArchitectures=native
        SystemCallFilter=@system-service
        SystemCallErrorNumber=EPERM

        [Install]
        WantedBy=multi-user.target
        """;
}
