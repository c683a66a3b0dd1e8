using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ProxyManager.Cmdlets.Isolation;
using ProxyManager.Control;

namespace ProxyManager.Cmdlets.Completion;

/// <summary>Completes words. Reads the local inventory at most, and never throws: without an inventory there is nothing to complete.</summary>
public abstract class InventoryCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            var begun = (wordToComplete ?? "").Trim('\'', '"');
            return
            [
                .. Words(commandName, parameterName, fakeBoundParameters ?? new Hashtable())
                    .Where(w => w.StartsWith(begun, StringComparison.OrdinalIgnoreCase))
                    .Distinct()
                    .Select(w => new CompletionResult(w)),
            ];
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return [];
        }
    }

    /// <summary>All words that fit.</summary>
    private protected abstract IEnumerable<string> Words(string command, string parameter, IDictionary bound);

    /// <summary>The inventory that the command line means.</summary>
    private protected static Workspace Open(IDictionary bound)
    {
        var inventory = (bound["Inventory"] as string ?? InventorySource.Named) is { } named ? Resolve(named) ?? named : null;
        return Workspace.Open(inventory, FormatsLibrary.Reader(), FormatsLibrary.Templates, Resolve("."));
    }

    /// <summary>A path of PowerShell, on a drive of its own or below <c>~</c>, as one of the file system; null when nothing is there.</summary>
    private static string? Resolve(string path)
    {
        // The runspace is busy completing; it is asked within that.
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return shell.AddCommand("Convert-Path").AddParameter("LiteralPath", path).Invoke<string>().FirstOrDefault();
    }
}
