using System.Management.Automation;
using ProxyManager.Cmdlets.Completion;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Cmdlets.Runs;
using ProxyManager.Control;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>New-PmBundle</c>: compiles and signs the hosts' bundles into files. Reads no host.</summary>
[Cmdlet(VerbsCommon.New, "PmBundle", SupportsShouldProcess = true)]
[OutputType(typeof(BundleInfo))]
public sealed class NewPmBundleCommand : PmCmdlet
{
    private readonly HostPatterns _patterns = new();

    /// <summary>Host patterns; null is all.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "Which hosts: names, groups, *, a:b, a:&b, a:!b, ~regex.")]
    [Alias("Host")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NameCompleter))]
    public string[]? Limit { get; set; }

    /// <summary>Directory for the files, <c>HOST.bundle.json</c>; made when it is not there.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "Directory for the files, one a host.")]
    [ValidateNotNullOrEmpty]
    public string DestinationPath { get; set; } = "";

    /// <summary>The file with the signing key; null takes <c>$env:PM_KEY</c>, else the fleet's below the user's configuration.</summary>
    [Parameter(HelpMessage = "The file with the signing key.")]
    [ValidateNotNullOrEmpty]
    public string? Key { get; set; }

    /// <inheritdoc/>
    protected override void OnInput() => _patterns.Add(OpenWorkspace(), Limit);

    /// <inheritdoc/>
    protected override void OnEnd()
    {
        var directory = ResolvePath(DestinationPath);
        foreach (var (workspace, patterns) in _patterns.ByFleet())
        {
            var hosts = workspace.SelectAnyManaged(patterns);
            if (!ShouldProcess(directory, $"Sign bundles of {string.Join(", ", hosts.Select(h => h.Name))}"))
                continue;
            using var key = ReadKey(workspace.RequireFleet(), Key);
            foreach (var (path, bundle, warning) in BundleFile.WriteAllAsync(workspace.Bundles(), hosts, directory, key, TimeProvider.System).ToBlockingEnumerable())
            {
                if (warning is not null)
                    WriteWarning(warning);
                WriteObject(BundleInfo.Of(path, bundle));
            }
        }
    }
}
