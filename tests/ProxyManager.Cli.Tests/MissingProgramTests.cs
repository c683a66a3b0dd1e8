using System.Diagnostics;

namespace ProxyManager.Cli.Tests;

/// <summary>The program of this build on a machine that has none of the programs which it runs.</summary>
public sealed class MissingProgramTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("pm-alone-").FullName;

    [Fact]
    public void Status_NoOpenSsh_SaysWhatToInstall()
    {
        var (exitCode, error) = Run("status");

        exitCode.ShouldBe(1);
        error.ShouldContain("PM2004: the OpenSSH client 'ssh' could not be started");
        error.ShouldContain("openssh-client");
    }

    [Fact]
    public void LabUp_NothingThatALabNeeds_NamesThePackages()
    {
        var (exitCode, error) = Run("lab", "up");

        exitCode.ShouldBe(1);
        error.ShouldContain("error PM2301: ");
        error.ShouldContain("mmdebstrap (apt install mmdebstrap)");
        Directory.Exists(Path.Combine(_directory, "lab")).ShouldBeFalse();
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private (int ExitCode, string Error) Run(params string[] arguments)
    {
        var inventory = Path.Combine(_directory, "fleet.yml");
        File.WriteAllText(inventory, """
            fleet: acme
            network: { v4: 10.20.0.0/16 }
            gateways:
              ams1: { ssh: root@203.0.113.10, endpoint: "203.0.113.10:51820", address: 10.20.0.1, edge: haproxy }
            """);
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "pm"), [.. arguments, "-i", inventory])
        {
            WorkingDirectory = _directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PATH"] = _directory, ["PM_LAB_STATE"] = Path.Combine(_directory, "lab") },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        output.Wait();
        return (process.ExitCode, error);
    }
}
