using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ProxyManager.Agent.Tests.Providers;

/// <summary>A control group (cgroups(7)) as the service manager makes one for a unit, with programs that hold connections.</summary>
internal sealed class ControlGroup : IDisposable
{
    private readonly List<Process> _programs = [];
    private readonly DirectoryInfo _directory;

    public ControlGroup()
    {
        var hierarchy = File.ReadLines("/proc/mounts").Select(l => l.Split(' ')).First(m => m[2] == "cgroup2")[1];
        _directory = Directory.CreateDirectory($"{hierarchy}/pm-test-{Environment.ProcessId}");
    }

    public string Name => $"/{_directory.Name}";

    /// <summary>Has a program of the group connect to a listener.</summary>
    /// <returns>The listener's end.</returns>
    public TcpClient Connect(TcpListener listener)
    {
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _programs.Add(Process.Start("bash", ["-c", $"echo $$ >{_directory.FullName}/cgroup.procs && exec 3<>/dev/tcp/127.0.0.1/{port} && read -r <&3"]));
        return listener.AcceptTcpClient();
    }

    public void Dispose()
    {
        foreach (var program in _programs)
        {
            program.Kill();
            program.WaitForExit();
            program.Dispose();
        }

        _directory.Delete();
    }
}
