namespace ProxyManager.EndToEnd.Tests.Drift;

/// <summary>
/// Every command line of programs that are found by their names, however briefly they live: a directory that search paths begin with has a wrapper for
/// each program of the machine, which writes down what it was called with and becomes that program.
/// </summary>
internal static class CommandLog
{
    /// <summary>Where the agent looks first for a program, and so do those that it starts.</summary>
    public const string HostDirectory = "/usr/local/sbin";

    /// <summary>Where also units may write that see little of the host.</summary>
    public const string HostLog = "/dev/shm/commands";

    private const string HostWrapper = "/usr/local/share/command-log";

    /// <summary>A shell script that begins it.</summary>
    /// <param name="directory">Gets a link to the wrapper for each program.</param>
    /// <param name="wrapper">Path of the wrapper.</param>
    /// <param name="log">Gets a line a program that is started.</param>
    public static string Script(string directory, string wrapper, string log) => $$"""
        set -e
        install -m 666 /dev/null {{log}}
        cat >{{wrapper}} <<'EOF'
        #!/bin/sh
        printf '%s\n' "${0##*/} $*" >>{{log}}
        for directory in /usr/sbin /usr/bin; do
          [ ! -x "$directory/${0##*/}" ] || exec "$directory/${0##*/}" "$@"
        done
        exit 127
        EOF
        chmod 755 {{wrapper}}
        mkdir -p {{directory}}
        ls /usr/sbin /usr/bin | sort -u | (cd {{directory}} && python3 -c 'import os, sys; [os.symlink("{{wrapper}}", name) for name in sys.stdin.read().split("\n") if name and not name.endswith(":") and not os.path.lexists(name)]')
        """;

    /// <summary>Begins it on a host.</summary>
    public static Task BeginAsync(FleetLab lab, string host) => lab.OnAsync(host, Script(HostDirectory, HostWrapper, HostLog));

    /// <summary>Ends it on a host.</summary>
    public static Task EndAsync(FleetLab lab, string host) => lab.OnAsync(host, $"find {HostDirectory} -lname {HostWrapper} -delete; rm -f {HostWrapper} {HostLog}");
}
