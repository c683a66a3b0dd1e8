using System.Globalization;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Providers.Files;

/// <summary>Directories with mode and owner. Their content is nobody's business.</summary>
internal sealed class DirectoryProvider : ResourceProvider
{
    /// <summary>Captured where there was nothing.</summary>
    private const string Absent = "";

    public override string Kind => "directory";

    public override IReadOnlyList<Finding> Inspect(IReadOnlyList<Resource> resources, RunContext run)
    {
        var accounts = new Accounts(run.Files);
        return [.. resources.Cast<DirectoryResource>().Select(d => Inspect(d, run.Files, accounts)).OfType<Finding>()];
    }

    public override IEnumerable<HostProblem> Preflight(Resource resource, RunContext run)
    {
        var path = ((DirectoryResource)resource).Path;
        if (Intruder(path, run.Files) is { } intruder)
            yield return new HostProblem("PM3108", $"{path} has to be a directory and is a {intruder}", "move it away and apply again");
    }

    public override string Capture(Resource resource, RunContext run) =>
        run.Files.Ownership(((DirectoryResource)resource).Path) is { } o
            ? string.Create(CultureInfo.InvariantCulture, $"{o.Mode.ToOctal()} {o.User} {o.Group}")
            : Absent;

    public override void Apply(Resource resource, RunContext run)
    {
        var directory = (DirectoryResource)resource;
        var accounts = new Accounts(run.Files);
        if (Intruder(directory.Path, run.Files) is { } intruder)
        {
            run.Warnings.Add($"{directory.Path} was a {intruder} and is a directory again");
            run.Files.SetAside(directory.Path);
        }

        run.Files.CreateDirectory(directory.Path, FileModes.Parse(directory.Mode));
        run.Files.SetOwnership(directory.Path, new FileOwnership(
            accounts.RequireUser(directory.Owner), accounts.RequireGroup(directory.Group), FileModes.Parse(directory.Mode)));
    }

    /// <summary>A directory that was not there is removed only when it is empty: what others put there stays theirs.</summary>
    public override void Restore(Resource resource, string captured, RunContext run)
    {
        var path = ((DirectoryResource)resource).Path;
        if (captured == Absent)
        {
            run.Files.DeleteEmptyDirectory(path);
            return;
        }

        var parts = captured.Split(' ');
        var ownership = new FileOwnership(
            uint.Parse(parts[1], CultureInfo.InvariantCulture), uint.Parse(parts[2], CultureInfo.InvariantCulture), FileModes.Parse(parts[0]));
        run.Files.CreateDirectory(path, ownership.Mode);
        run.Files.SetOwnership(path, ownership);
    }

    /// <summary>What stands in the place of a directory; null when nothing does.</summary>
    private static string? Intruder(string path, HostFiles files) =>
        files.LinkTarget(path) is { } destination ? $"link to {destination}"
        : files.Ownership(path) is not null && !files.DirectoryExists(path) ? "file"
        : null;

    private static Finding? Inspect(DirectoryResource directory, HostFiles files, Accounts accounts)
    {
        if (Intruder(directory.Path, files) is { } intruder)
            return new Finding(directory, ChangeAction.Update, [$"- {intruder}", $"+ directory, mode {directory.Mode} owner {directory.Owner}:{directory.Group}"]);
        if (files.Ownership(directory.Path) is not { } ownership)
            return new Finding(directory, ChangeAction.Create, [$"+ mode {directory.Mode} owner {directory.Owner}:{directory.Group}"]);
        IReadOnlyList<string> lines =
            [.. FileAttributes.Difference(ownership, directory.Mode, directory.Owner, directory.Group, accounts)];
        return lines.Count == 0 ? null : new Finding(directory, ChangeAction.Update, lines);
    }
}
