using System.Diagnostics;

namespace ProxyManager.Cli.Tests;

/// <summary>A test that gives configurations to WireGuard itself, in a network namespace of its own; skipped where this machine cannot.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WireGuardFactAttribute : FactAttribute
{
    // wireguard-go stands in for a kernel without WireGuard; it ends with its interface.
    private const string Load = """
        set -e
        ip link add pmtest type wireguard 2>/dev/null || wireguard-go pmtest >/dev/null 2>&1
        [ -z "$1" ] || { wg-quick strip "$1" >"$1.stripped"; wg setconf pmtest "$1.stripped"; }
        # A port of the kernel's choice is another every time.
        grep -qi listenport "$1" 2>/dev/null || wg set pmtest listen-port 1
        wg show pmtest dump | sort
        ip link del pmtest
        """;

    public WireGuardFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || Run("") is null)
            Skip = "needs root, wg, wg-quick, and a kernel with WireGuard or wireguard-go";
    }

    /// <summary>What WireGuard makes of a configuration, peers sorted.</summary>
    public static string Dump(string file)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return Run(file) ?? throw new InvalidOperationException($"WireGuard refuses {file}");
    }

    private static string? Run(string file)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("unshare", ["--net", "sh", "-c", Load, "sh", file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            _ = error.Result;
            return process.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
