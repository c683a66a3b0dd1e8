using System.Management.Automation;
using ProxyManager.Cmdlets.Completion;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Get-PmConfig</c>: every configuration that the inventory makes of its hosts. Reads no host.</summary>
[Cmdlet(VerbsCommon.Get, "PmConfig")]
[OutputType(typeof(ConfigFile))]
public sealed class GetPmConfigCommand : PmCmdlet
{
    /// <summary>Host patterns; null is all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "Which hosts: names, groups, *, a:b, a:&b, a:!b, ~regex.")]
    [Alias("Host")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NameCompleter))]
    public string[]? Limit { get; set; }

    /// <summary>File names, with wildcards; null is all.</summary>
    [Parameter(HelpMessage = "File names, with wildcards.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void OnInput()
    {
        var workspace = OpenWorkspace();
        var fleet = workspace.RequireFleet().Name;
        var patterns = Name?.Select(n => new NamePattern(n)).ToList();
        foreach (var rendered in workspace.Render(Limit is null ? null : string.Join(',', Limit)).Files)
        {
            var file = ConfigFile.Of(rendered, fleet, workspace.Path);
            if (patterns is null || patterns.Exists(p => p.IsMatch(file.Name)))
                WriteObject(file);
        }
    }
}
