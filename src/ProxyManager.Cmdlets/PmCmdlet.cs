using System.Management.Automation;
using ProxyManager.Cmdlets.Isolation;
using ProxyManager.Compilation;
using ProxyManager.Control;
using ProxyManager.Fleets;
using ProxyManager.Resources;

namespace ProxyManager.Cmdlets;

/// <summary>A cmdlet that reads an inventory. Failures become error records here, and nowhere else.</summary>
public abstract class PmCmdlet : PSCmdlet
{
    private readonly Dictionary<string, Workspace> _workspaces = new(StringComparer.Ordinal);
    private readonly HashSet<Workspace> _warned = [];

    /// <summary>A file, or a directory of files; null takes <c>$env:PM_INVENTORY</c>, else the nearest fleet above the current location.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "The inventory: a file, or a directory of files.")]
    [ValidateNotNullOrEmpty]
    public virtual string? Inventory { get; set; }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Guard(OnInput);

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Guard(OnEnd);

    /// <summary>Takes one object of the pipeline, or the arguments where there is no pipeline.</summary>
    protected abstract void OnInput();

    /// <summary>The pipeline is at its end.</summary>
    protected virtual void OnEnd()
    {
    }

    /// <summary>Reads the inventory that the current input means, whatever is wrong with it. Each is read once.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    private protected Workspace ReadWorkspace()
    {
        var path = (Inventory ?? NamedOnDrive) is { } given ? ResolvePath(given) : null;
        if (!_workspaces.TryGetValue(path ?? "", out var workspace))
        {
            var opened = Open(path);
            // However it is named, it is one inventory, and edits of it are one edit.
            workspace = _workspaces.Values.FirstOrDefault(opened.IsSamePlace) ?? opened;
            _workspaces[path ?? ""] = workspace;
        }

        return workspace;
    }

    /// <summary>Reads the inventory that the current input means, for something that is made of it: warnings of the inventory are written once.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    /// <exception cref="InvalidInventoryException">It has errors.</exception>
    private protected Workspace OpenWorkspace()
    {
        var workspace = ReadWorkspace();
        workspace.RequireFleet();
        if (_warned.Add(workspace))
            foreach (var warning in workspace.Diagnostics)
                WriteWarning(warning.ToString());
        return workspace;
    }

    /// <summary>The key that signs for a fleet.</summary>
    /// <param name="fleet">The fleet.</param>
    /// <param name="key">The file; null takes <c>$env:PM_KEY</c>, else the fleet's below the user's configuration.</param>
    /// <exception cref="KeyException">There is none, or it cannot be used.</exception>
    private protected SigningKey ReadKey(Fleet fleet, string? key) =>
        SigningKeyFile.Read(key is null ? SigningKeyFile.DefaultPath(fleet.Name) : ResolvePath(key));

    /// <summary>Reads an inventory anew, after it was written.</summary>
    private protected Workspace Reopen(Workspace workspace) => Open(workspace.Path);

    /// <summary>A path of PowerShell as one of the file system; the file need not exist.</summary>
    /// <exception cref="UsageException">It is on a drive that is not there.</exception>
    private protected string ResolvePath(string path)
    {
        try
        {
            return SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);
        }
        catch (SessionStateException e)
        {
            throw new UsageException("PM2113", $"'{path}' is no path: {e.Message.TrimEnd('.')}", "name a file or directory that is there", e);
        }
    }

    /// <summary>The inventory that the environment names, where that is on a drive of PowerShell; any other is found as <c>pm</c> finds it.</summary>
    private static string? NamedOnDrive =>
        InventorySource.Named is { } named && (named.Contains(':', StringComparison.Ordinal) || named.StartsWith('~')) ? named : null;

    private Workspace Open(string? path) =>
        Workspace.Open(path, FormatsLibrary.Reader(), FormatsLibrary.Templates, SessionState.Path.CurrentFileSystemLocation.ProviderPath);

    private void Guard(Action body)
    {
        try
        {
            body();
        }
        catch (InvalidInventoryException e)
        {
            ThrowTerminatingError(ErrorRecords.Of(e));
        }
        catch (ProxyManagerException e)
        {
            ThrowTerminatingError(ErrorRecords.Of(e));
        }
        catch (TemplateException e)
        {
            ThrowTerminatingError(ErrorRecords.Of(e));
        }
    }
}
