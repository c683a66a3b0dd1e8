using System.Text.Json;
using ProxyManager.Agent.Providers.Units;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Providers.Files;

/// <summary>Text files with content, mode and owner.</summary>
internal sealed class FileProvider : ResourceProvider
{
    /// <summary>Captured where there was nothing.</summary>
    private const string Absent = "";

    public override string Kind => "file";

    public override IReadOnlyList<Finding> Inspect(IReadOnlyList<Resource> resources, RunContext run)
    {
        var accounts = new Accounts(run.Files);
        return [.. resources.Cast<FileResource>().Select(f => Inspect(f, run.Files, accounts)).OfType<Finding>()];
    }

    public override IEnumerable<HostProblem> Preflight(Resource resource, RunContext run) => Preflight([resource], run);

    public override IEnumerable<HostProblem> Preflight(IReadOnlyList<Resource> resources, RunContext run) =>
    [
        .. resources.Cast<FileResource>()
            .Where(f => IsDirectory(f.Path, run.Files))
            .Select(f => new HostProblem("PM3108", $"{f.Path} has to be a file and is a directory", "move it away and apply again")),
        .. UnitFiles.Verify([.. resources.Cast<FileResource>().Where(f => UnitFiles.IsUnit(f.Path))], run),
    ];

    public override string Capture(Resource resource, RunContext run)
    {
        var path = ((FileResource)resource).Path;
        if (run.Files.Ownership(path) is not { } ownership)
            return Absent;
        var link = run.Files.LinkTarget(path);
        var content = link is null && !run.Files.DirectoryExists(path) ? Convert.ToBase64String(run.Files.ReadBytes(path) ?? []) : null;
        var captured = new CapturedFile(content, link, ownership.Mode.ToOctal(), ownership.User, ownership.Group);
        return JsonSerializer.Serialize(captured, AgentJson.Default.CapturedFile);
    }

    public override void Apply(Resource resource, RunContext run)
    {
        var file = (FileResource)resource;
        var accounts = new Accounts(run.Files);
        var isRead = UnitFiles.IsRead(file.Path, run.Files);
        UnitFileTimes.Note(file.Path, run);
        run.Files.WriteText(
            file.Path, file.Content, FileModes.Parse(file.Mode), accounts.RequireUser(file.Owner), accounts.RequireGroup(file.Group));
        run.UnitFilesChanged |= isRead;
    }

    public override void Restore(Resource resource, string captured, RunContext run)
    {
        var path = ((FileResource)resource).Path;
        if (captured == Absent && IsDirectory(path, run.Files))
        {
            // Somebody made it in the place of our file, so it is not ours to remove.
            run.Warnings.Add($"{path} was no file any more but a directory, and stays");
        }
        else if (captured == Absent)
        {
            if (UnitFiles.Covers(path, run.Files))
                run.UncoveredUnits.Add(Path.GetFileName(path));
            run.Files.Delete(path);
        }
        else if (Capture(resource, run) == captured)
        {
            // It was to be changed and was not, perhaps because nobody can write it.
            run.Files.DiscardUnfinished(path);
        }
        else
        {
            UnitFileTimes.Note(path, run);
            PutBack(path, JsonSerializer.Deserialize(captured, AgentJson.Default.CapturedFile)!, run);
        }

        run.UnitFilesChanged |= UnitFiles.IsUnitFile(path);
    }

    private static void PutBack(string path, CapturedFile file, RunContext run)
    {
        if (file.Link is { } destination)
        {
            run.Files.Link(path, destination);
        }
        else if (file.Content is { } content)
        {
            run.Files.Write(path, Convert.FromBase64String(content), FileModes.Parse(file.Mode), file.User, file.Group);
        }
        else if (!IsDirectory(path, run.Files))
        {
            // A directory stood in the file's place, and was set aside for it.
            run.Files.Delete(path);
            if (!run.Files.PutBack(path))
                run.Warnings.Add($"the directory {path} is gone; it cannot be brought back");
        }
    }

    private static bool IsDirectory(string path, HostFiles files) => files.LinkTarget(path) is null && files.DirectoryExists(path);

    private static Finding? Inspect(FileResource file, HostFiles files, Accounts accounts)
    {
        if (files.Ownership(file.Path) is not { } ownership)
            return new Finding(file, ChangeAction.Create, LineDifference.Between("", file.Content));
        if (IsDirectory(file.Path, files))
            return new Finding(file, ChangeAction.Update, ["- directory", .. LineDifference.Between("", file.Content)]);
        List<string> lines = [];
        if (files.LinkTarget(file.Path) is { } destination)
            lines.Add($"- link to {destination}");
        lines.AddRange(FileAttributes.Difference(ownership, file.Mode, file.Owner, file.Group, accounts));
        if (!files.HasText(file.Path, file.Content))
            lines.AddRange(LineDifference.Between(files.ReadText(file.Path) ?? "", file.Content));
        return lines.Count == 0 ? null : new Finding(file, ChangeAction.Update, lines);
    }
}
