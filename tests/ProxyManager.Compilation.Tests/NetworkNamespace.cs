using System.ComponentModel;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ProxyManager.Compilation.Tests;

/// <summary>A throw-away network namespace.</summary>
internal sealed partial class NetworkNamespace : IDisposable
{
    private const int CloneNewNet = 0x40000000;

    public NetworkNamespace(string name)
    {
        Name = $"pm-{name}-{Guid.NewGuid().ToString("N")[..8]}";
        Tool.Run("ip", "netns", "add", Name);
        Run("ip", "link", "set", "lo", "up");

        // Addresses are ready at once: nobody else is on these links.
        Run("sysctl", "-qw", "net.ipv6.conf.all.accept_dad=0", "net.ipv6.conf.default.accept_dad=0");
    }

    public string Name { get; }

    /// <summary>Runs a program inside.</summary>
    public string Run(string program, params string[] arguments) => Tool.Run("ip", ["netns", "exec", Name, program, .. arguments]);

    /// <summary>Runs code on a thread of its own inside: the sockets that it makes belong to the namespace.</summary>
    public T Enter<T>(Func<T> action)
    {
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                using var file = File.OpenHandle($"/run/netns/{Name}");
                if (SetNamespace(file, CloneNewNet) != 0)
                    throw new Win32Exception(Marshal.GetLastPInvokeError());
                result = action();
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;
    }

    public void Dispose() => Tool.Run("ip", "netns", "del", Name);

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(SafeFileHandle file, int type);
}
