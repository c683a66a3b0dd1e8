using System.ComponentModel;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace ProxyManager.Agent.Tests.Providers;

/// <summary>Runs a test on a thread in a network namespace of its own, which is gone with the thread and the programs it started.</summary>
internal static class NetworkNamespace
{
    private const int NewNetwork = 0x40000000;

    /// <summary>
    /// The runtime's thread for programs that end is made with the first program. A thread is in the namespace of the thread that makes it:
    /// made by a test in here it would stay in this one, and so would threads of the pool that it makes, on which other tests run.
    /// </summary>
    static NetworkNamespace() => new NamespaceTools().Run("true", []);

    public static void Run(Action test)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                if (Unshare(NewNetwork) != 0)
                    throw new Win32Exception(Marshal.GetLastPInvokeError());
                new NamespaceTools().Run("ip", ["link", "set", "dev", "lo", "up"]);
                test();
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
    }

    [DllImport("libc", EntryPoint = "unshare", SetLastError = true)]
    private static extern int Unshare(int flags);
}
