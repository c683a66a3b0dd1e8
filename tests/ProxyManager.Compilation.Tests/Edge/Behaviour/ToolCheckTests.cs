using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ProxyManager.Compilation.Tests.HostileWords;
using ProxyManager.Fleets;
using ProxyManager.Resources;

namespace ProxyManager.Compilation.Tests.Edge.Behaviour;

/// <summary>What is compiled passes the check of the program that reads it.</summary>
public sealed class ToolCheckTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("pm-edge-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [OnEngine(EdgeEngine.Haproxy, needsCaddy: true)]
    [OnEngine(EdgeEngine.Caddy)]
    public void Compile_EveryScenario_IsAcceptedByItsEngine(EdgeEngine engine)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var root = new CertificateRequest("CN=root", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        Write("acme-root.pem", root.ExportCertificatePem());
        foreach (var scenario in EdgeScenarios.Names)
        {
            foreach (var resource in EdgeScenarios.Build(scenario, engine).Compile())
                Check(resource);
        }
    }

    [Theory]
    [OnEngine(EdgeEngine.Haproxy, needsCaddy: true)]
    public void Compile_HostileWordsThatAreNotRefused_AreTakenByTheirEngines(EdgeEngine engine)
    {
        foreach (var resource in HostileWordsTests.Accepted)
        {
            if (resource is FileResource { Path: var path, Content: var content } && path.EndsWith(".pem", StringComparison.Ordinal))
                Write(Path.GetFileName(path), content);
            Check(resource);
        }

        engine.ShouldBe(EdgeEngine.Haproxy);
    }

    private void Check(Resource resource)
    {
        switch (resource)
        {
            case CaddyResource caddy:
                Run(EngineBinaries.CaddyWithLayer4!, "validate", "--config", Write("caddy.json", caddy.Config));
                break;
            case HaproxyResource haproxy:
                foreach (var (path, entries) in haproxy.Maps)
                    Write(Path.GetFileName(path), string.Concat(entries.Select(e => $"{e.Key} {e.Value}\n")));
                Run(EngineBinaries.Haproxy!, "-c", "-f", Write("haproxy.cfg", haproxy.Config));
                break;
        }
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_directory, name);
        File.WriteAllText(path, text
            .Replace("/run/proxymanager/edge", _directory)
            .Replace("/etc/proxymanager/haproxy", _directory)
            .Replace("/etc/proxymanager/caddy", _directory)
            .Replace("/var/lib/proxymanager-caddy", _directory));
        return path;
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, errors);
        errors.ShouldNotContain("[WARNING]");
    }
}
