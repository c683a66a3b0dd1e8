using ProxyManager.Agent.Providers.Kernel;
using ProxyManager.Agent.Transactions;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Hosts;

/// <summary>Makes the host what it was before its first apply and preparation. What fails stays, and another attempt goes on with it.</summary>
internal sealed class RetireHost(TransactionContext context)
{
    private readonly List<string> _done = [];
    private readonly List<HostProblem> _problems = [];

    /// <param name="keepPackages">Leave the packages that preparation installed.</param>
    /// <returns><see cref="RetiredReply"/> or <see cref="FailedReply"/>.</returns>
    /// <exception cref="ProblemException">An earlier change waits for its confirmation.</exception>
    public Reply Run(bool keepPackages)
    {
        new Recovery(context).Require();
        RestoreOrigins();
        Try("policy-rc.d", new PackageInstallation(context.Run).PutPolicyBack);
        if (_problems.Count == 0 && !keepPackages)
            Try("packages", RemovePackages);
        if (_problems.Count > 0)
        {
            new StatusFile(context).AfterUndo(_problems);
            return new FailedReply(_problems, Refused: false, HostState.Broken, context.Generations.CurrentNumber, []);
        }

        RemoveFiles();
        return new RetiredReply(_done);
    }

    private void RestoreOrigins()
    {
        var origins = context.Origins.Read();
        var resources = context.Generations.Resources;
        foreach (var resource in resources.Reverse())
        {
            if (!origins.TryGetValue(resource.Id, out var origin))
                continue;
            context.Report("retire", resource.Id);
            Try(resource.Id, () => context.Providers.For(resource).Restore(resource, WithoutThatOfOthers(resource, origin.Captured), context.Run));
        }

        Try("units", () => Providers.Units.UnitFiles.ReloadIfChanged(context.Run));
        // The agent's own unit is never stopped while it may be what runs this; now it is not.
        context.Run.Tools.Run("systemctl", ["stop", "--no-block", "pm-agent.service"]);
        if (resources.Count > 0 && _problems.Count == 0)
            _done.Add($"restored {resources.Count} resources");
    }

    private string WithoutThatOfOthers(Resource resource, string captured) =>
        resource is ForwardingResource ? ForwardingProvider.WithoutThatOfOthers(captured, context.Run, _done.Add) : captured;

    private void RemovePackages()
    {
        if (PreparationStore.Read(context.Run.Files) is { Packages: { Count: > 0 } packages, Users: var users })
            _done.AddRange(new PackageRemoval(context.Run).Remove(packages, users));
    }

    private void RemoveFiles()
    {
        var files = context.Run.Files;
        files.Delete(HostPaths.Agent);
        foreach (var directory in (string[])[HostPaths.Config, HostPaths.State, HostPaths.CaddyStorage, HostPaths.Run, Path.GetDirectoryName(HostPaths.AgentVersions)!])
            files.DeleteTree(directory);
        _done.Add("removed the agent, its state, keys and trust");
    }

    private void Try(string subject, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (Failures.AreOfAStep(e))
        {
            _problems.Add(new HostProblem("PM3202", $"{subject} could not be restored: {Failures.Text(e)}", "correct that on the host and retire it again"));
        }
    }
}
