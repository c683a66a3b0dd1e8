using System.Security.Cryptography;
using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Providers.Caddy;
using ProxyManager.Agent.Providers.Packages;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Hosts;

/// <summary>Makes a bare host ready. Twice is once.</summary>
internal sealed class PrepareHost(RunContext run)
{
    private readonly List<string> _done = [];

    /// <param name="request">What to prepare.</param>
    /// <param name="connectedPort">The port of sshd that the present connection came in on; null when it came in on none.</param>
    /// <exception cref="ProblemException">It cannot be done. What was done stays, and the next preparation goes on from there.</exception>
    public FactsReply Run(PrepareRequest request, int? connectedPort)
    {
        OperatingSystem.Read(run.Files).RequireSupported();
        run.Files.CreateDirectory(HostPaths.State, FileModes.PrivateDirectory);
        run.Files.CreateDirectory(HostPaths.Config, FileModes.Executable);
        var facts = new Facts(run).Forwarding();
        var known = PreparationStore.Read(run.Files)
            ?? new Preparation(request.Fleet, request.Host, [], [], facts.V4, facts.V6);
        // Before the installation, so that one which breaks off half way can be taken back too.
        IReadOnlyList<string> missing = [.. request.Packages.Where(p => !PackageProvider.IsInstalled(p, run))];
        // One that was there and is not whole stays the host's own.
        Keep(known with { Fleet = request.Fleet, Host = request.Host, Packages = [.. known.Packages.Union(missing.Where(p => !PackageProvider.IsKnown(p, run)))] }, known);
        if (missing.Count > 0)
        {
            Install(missing);
            _done.Add($"installed {string.Join(", ", missing)}");
        }
        else
        {
            new PackageInstallation(run).PutPolicyBack();
        }

        PlaceTrust(request.Trust);
        if (new WireGuardKey(run).Ensure(request.WireGuardKeyPath) is { } made)
            _done.Add(made);
        if (request.Caddy is { } hash)
            PlaceCaddy(hash);
        else
            LinkCaddy();
        return new FactsReply(new Facts(run).Read(connectedPort), _done);
    }

    private void Install(IReadOnlyList<string> packages)
    {
        var before = new Accounts(run.Files).Users;
        try
        {
            new PackageInstallation(run).Install(packages);
        }
        finally
        {
            var known = PreparationStore.Read(run.Files)!;
            var made = new Accounts(run.Files).Users.Except(before);
            PreparationStore.Write(known with { Users = [.. known.Users.Union(made)] }, run.Files);
        }
    }

    private void Keep(Preparation preparation, Preparation known)
    {
        if (PreparationStore.Read(run.Files) is null || preparation.Fleet != known.Fleet || preparation.Host != known.Host
            || preparation.Packages.Count != known.Packages.Count)
            PreparationStore.Write(preparation, run.Files);
    }

    private void PlaceTrust(IReadOnlyList<string> keys)
    {
        string content;
        try
        {
            content = string.Concat(keys.Select(k => VerificationKey.Parse(k) + "\n"));
        }
        catch (BundleException e)
        {
            throw new ProblemException(new HostProblem("PM3002", e.Message, "give `trust:` the lines of the .pub files"));
        }

        if (run.Files.ReadText(HostPaths.Trust) == content)
            return;
        run.Files.WriteText(HostPaths.Trust, content, FileModes.WorldReadable);
        _done.Add($"trusts {(keys.Count == 1 ? "the key" : $"{keys.Count} keys")} of {PreparationStore.Read(run.Files)!.Fleet}");
    }

    private void PlaceCaddy(string hash)
    {
        if (!run.Files.Exists(HostPaths.UploadedCaddy))
        {
            if (run.Files.Exists(HostPaths.Caddy) && HashOf(HostPaths.Caddy) == hash)
                return;
            throw Mismatch("was not uploaded");
        }

        if (HashOf(HostPaths.UploadedCaddy) != hash)
        {
            run.Files.Delete(HostPaths.UploadedCaddy);
            throw Mismatch("has another SHA-256 than expected and was removed");
        }

        run.Files.SetOwnership(HostPaths.UploadedCaddy, new FileOwnership(0, 0, FileModes.Executable));
        run.Files.Move(HostPaths.UploadedCaddy, HostPaths.Caddy);
        _done.Add($"placed {HostPaths.Caddy}");
    }

    /// <summary>The engine's unit names one place: where no Caddy was brought, the distribution's stands there.</summary>
    private void LinkCaddy()
    {
        if (!run.Files.Exists(HostPaths.Caddy) && run.Files.Exists(CaddyLink.OfDistribution))
            CaddyLink.Make(HostPaths.Caddy, run.Files);
    }

    private string HashOf(string path)
    {
        using var stream = File.OpenRead(run.Files.Resolve(path));
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static ProblemException Mismatch(string what) => new(
        new HostProblem("PM3014", $"the Caddy program {what}", "run `pm host init` again"), refused: false);
}
