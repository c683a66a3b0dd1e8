using ProxyManager.Fleets;

namespace ProxyManager.Control.Transport;

/// <summary>Says in the user's words why a connection failed.</summary>
internal static class SshFailure
{
    /// <summary>Explains an exit that brought no answer.</summary>
    public static TransportException Explain(Host host, SshExit exit)
    {
        var said = LastLine(exit.Error);
        if (exit.Code == 255)
            return ExplainClient(host, exit.Error, said);
        if (exit.Error.Contains("sudo:", StringComparison.Ordinal))
            return new TransportException(
                "PM2005",
                $"sudo on {host.Name} does not let us in without a password ({said})",
                "allow it for this user (NOPASSWD for /usr/local/bin/pm-agent and, while preparing, sh), or connect as root");
        return new TransportException(
            "PM2008",
            $"the agent on {host.Name} ended without an answer (exit code {exit.Code}{(said.Length > 0 ? ": " + said : "")})",
            $"see 'journalctl -t pm-agent' on {host.Name}; an interrupted run is brought to the old or the new state by the next one");
    }

    private static TransportException ExplainClient(Host host, string error, string said)
    {
        var isUnknown = error.Contains("Host key verification failed", StringComparison.Ordinal);
        // One of another type than those in the lock is not said to have changed.
        if (error.Contains("HOST IDENTIFICATION HAS CHANGED", StringComparison.Ordinal) || (isUnknown && host.Lock is { SshHostKeys.Count: > 0 }))
            return new TransportException(
                "PM2002",
                $"{host.Name} does not show the SSH host key that is known for it",
                "somebody may be in between, or the host was installed anew: if you know that it was, run 'pm host init' again after removing its entry from the lock (or from known_hosts)");
        if (isUnknown)
            return new TransportException(
                "PM2014",
                $"the SSH host key of {host.Name} is not known here yet",
                $"compare it with what the host's provider or console shows and keep it, by 'ssh {host.Ssh?.Host}' or in known_hosts; 'pm host init' then keeps it in the lock");
        if (error.Contains("Permission denied", StringComparison.Ordinal))
            return new TransportException("PM2003", $"{host.Name} does not accept our SSH key ({said})", "check the user in 'ssh:' and that ssh-agent or ssh_config offers the right key");
        return new TransportException("PM2001", $"{host.Name} cannot be reached ({said})", $"check that 'ssh {host.Ssh?.Host}' works from here");
    }

    private static string LastLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault(l => !l.StartsWith("@@", StringComparison.Ordinal)) ?? "no message";
}
