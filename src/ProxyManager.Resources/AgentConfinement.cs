namespace ProxyManager.Resources;

/// <summary>
/// What confines an agent that may change its host, as far as it concerns the process alone: settings of systemd.exec(5) that need no mount and no
/// directory, so that no full or broken disk keeps a unit with them from being started.
/// </summary>
public static class AgentConfinement
{
    /// <summary>Lines <c>KEY=VALUE</c> of a unit's <c>[Service]</c>.</summary>
    public const string Process =
        """
        UMask=0077
        LimitCORE=0
        CapabilityBoundingSet=CAP_NET_ADMIN CAP_NET_RAW CAP_SYS_ADMIN CAP_SYS_PTRACE CAP_CHOWN CAP_DAC_OVERRIDE CAP_FOWNER CAP_FSETID CAP_KILL CAP_SETUID CAP_SETGID CAP_AUDIT_WRITE
        NoNewPrivileges=yes
        RestrictNamespaces=net mnt
        RestrictRealtime=yes
        RestrictSUIDSGID=yes
        LockPersonality=yes
        KeyringMode=private
        NotifyAccess=none
        RestrictAddressFamilies=AF_UNIX AF_NETLINK AF_INET AF_INET6
        SystemCallArchitectures=native
        SystemCallFilter=@system-service @mount
        SystemCallErrorNumber=EPERM
        """;
}
