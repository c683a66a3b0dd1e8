using System.Globalization;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Compilation.System;

/// <summary>Unit files of the agent and of userspace WireGuard (systemd.unit(5)).</summary>
internal static class SystemUnits
{
    public const string Directory = "/etc/systemd/system/";

    public const string Agent = "pm-agent.service";

    public const string Check = "pm-check.service";

    public const string Look = "pm-look.service";

    public const string Timer = "pm-check.timer";

    public const string WireGuard = "pm-wireguard@.service";

    /// <summary>
    /// Brings the host to its bundle: at boot, when the timer's look found drift, and whenever <c>nftables.service</c>, which flushes all tables
    /// as it starts, reloads and stops, has done so. Left out, with the reason: ProtectSystem=full, <c>User=</c> (it writes /etc, and is root for
    /// it); ProtectKernelTunables= (it sets sysctls); ProtectProc= and PrivateUsers= (it looks for who holds a port); RestrictNamespaces= as a
    /// whole and <c>~@mount</c> (it loads rules into a network namespace to see their listing); MemoryDenyWriteExecute= (HAProxy, which checks
    /// its configuration, compiles regular expressions); IPAddressDeny= (it greets peers).
    /// </summary>
    public const string AgentFile =
        $"""
        [Unit]
        Description=ProxyManager: bring this host to its bundle
        After=nftables.service network.target ufw.service docker.service firewalld.service
        PartOf=nftables.service
        ReloadPropagatedFrom=nftables.service

        [Service]
        Type=oneshot
        RemainAfterExit=yes
        ExecStart={HostPaths.Agent} reconcile
        ExecReload={HostPaths.Agent} reconcile
        {Confined}

        [Install]
        WantedBy=multi-user.target nftables.service

        """;

    /// <summary>Looks at a paused host with the rights of <see cref="Agent"/>, where those of <see cref="Check"/> do not show everything. Puts nothing right.</summary>
    public const string LookFile =
        $"""
        [Unit]
        Description=ProxyManager: look for drift on a paused host

        [Service]
        Type=oneshot
        ExecStart={HostPaths.Agent} reconcile --no-repair
        {Confined}

        """;

    /// <summary>
    /// WireGuard in userspace, for kernels without it; the instance is the interface. It forks when the interface is there, so what is ordered
    /// after it finds it.
    /// </summary>
    public const string WireGuardFile =
        """
        [Unit]
        Description=ProxyManager: WireGuard interface %i in userspace
        After=network.target

        [Service]
        Type=forking
        ExecStart=/usr/bin/wireguard-go %i
        Restart=on-failure
        RestartSec=1s
        RuntimeDirectory=wireguard
        RuntimeDirectoryPreserve=yes
        UMask=0077
        LimitCORE=0
        LimitNOFILE=65536
        CapabilityBoundingSet=CAP_NET_ADMIN
        NoNewPrivileges=yes
        ProtectSystem=strict
        ProtectHome=yes
        PrivateTmp=yes
        PrivateMounts=yes
        PrivateIPC=yes
        DevicePolicy=closed
        DeviceAllow=/dev/net/tun rw
        ProtectKernelTunables=yes
        ProtectKernelModules=yes
        ProtectKernelLogs=yes
        ProtectControlGroups=yes
        ProtectClock=yes
        ProtectHostname=yes
        ProtectProc=invisible
        ProcSubset=pid
        RestrictNamespaces=yes
        RestrictRealtime=yes
        RestrictSUIDSGID=yes
        LockPersonality=yes
        MemoryDenyWriteExecute=yes
        RemoveIPC=yes
        KeyringMode=private
        NoExecPaths=/
        ExecPaths=/usr
        RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
        SystemCallArchitectures=native
        SystemCallFilter=@system-service
        SystemCallFilter=~@privileged @resources
        SystemCallErrorNumber=EPERM

        """;

    /// <summary>
    /// Looks for drift and changes nothing. It and the service manager say nothing in the journal of a pass without drift (LogLevelMax=). Left
    /// out, with the reason: ProcSubset=pid and PrivateUsers= (no /proc/sys, and nft cannot read the rules); User= (root owns the sockets and
    /// keys); PrivateNetwork= (the network is what it looks at); AF_UNIX and AF_NETLINK (how it looks).
    /// </summary>
    /// <param name="readsEngines">The host has engines, whose sockets belong to their group.</param>
    public static string CheckFile(bool readsEngines) =>
        $"""
        [Unit]
        Description=ProxyManager: look for drift
        After={Agent}

        [Service]
        Type=oneshot
        ExecStart={HostPaths.Agent} check
        SuccessExitStatus=2
        SyslogLevel=notice
        LogLevelMax=notice
        StateDirectory=proxymanager
        StateDirectoryMode=0700
        RuntimeDirectory=proxymanager
        RuntimeDirectoryPreserve=yes
        UMask=0077{(readsEngines ? "\nSupplementaryGroups=" + HostPaths.EdgeUser : "")}
        LimitCORE=0
        CapabilityBoundingSet=CAP_NET_ADMIN
        NoNewPrivileges=yes
        ProtectSystem=strict
        ProtectHome=yes
        PrivateTmp=yes
        PrivateDevices=yes
        PrivateMounts=yes
        PrivateIPC=yes
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
        MemoryDenyWriteExecute=yes
        RemoveIPC=yes
        KeyringMode=private
        NotifyAccess=none
        RestrictAddressFamilies=AF_UNIX AF_NETLINK
        IPAddressDeny=any
        DevicePolicy=closed
        NoExecPaths=/
        ExecPaths=/usr
        SystemCallArchitectures=native
        SystemCallFilter=@system-service
        SystemCallFilter=~@privileged @resources
        SystemCallErrorNumber=EPERM

        """;

    /// <summary>Starts the look. The delay spreads hosts that were started together.</summary>
    /// <param name="interval">How often.</param>
    public static string TimerFile(TimeSpan interval) =>
        $"""
        [Unit]
        Description=ProxyManager: look for drift every {Seconds(interval)}
        StartLimitIntervalSec=0

        [Timer]
        OnActiveSec={Seconds(interval)}
        OnUnitActiveSec={Seconds(interval)}
        RandomizedDelaySec={Seconds(interval / 10)}
        AccuracySec=1s

        [Install]
        WantedBy=timers.target

        """;

    /// <summary>What confines those that may change the host.</summary>
    private const string Confined =
        $"""
        StateDirectory=proxymanager
        StateDirectoryMode=0700
        RuntimeDirectory=proxymanager
        RuntimeDirectoryPreserve=yes
        {AgentConfinement.Process}
        ProtectSystem=yes
        ReadWritePaths=-/usr/local/lib/proxymanager
        ProtectHome=yes
        PrivateTmp=yes
        PrivateDevices=yes
        PrivateIPC=yes
        ProtectKernelModules=yes
        ProtectKernelLogs=yes
        ProtectControlGroups=yes
        ProtectClock=yes
        ProtectHostname=yes
        """;

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + "s";
}
