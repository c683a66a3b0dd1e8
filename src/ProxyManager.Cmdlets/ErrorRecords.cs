using System.Management.Automation;
using ProxyManager.Cmdlets.Runs;
using ProxyManager.Compilation;
using ProxyManager.Control;
using ProxyManager.Inventory;

namespace ProxyManager.Cmdlets;

/// <summary>Makes error records, in one place: their ids are the codes of docs/errors.md.</summary>
internal static class ErrorRecords
{
    /// <summary>An operation that cannot go on.</summary>
    public static ErrorRecord Of(ProxyManagerException e) =>
        new(e, e.Id, e is UsageException ? ErrorCategory.InvalidArgument : ErrorCategory.ResourceUnavailable, null)
        {
            ErrorDetails = new ErrorDetails($"{e.Message}. Next: {e.Advice}") { RecommendedAction = e.Advice },
        };

    /// <summary>An inventory, or a host pattern, with errors: all of them at once.</summary>
    public static ErrorRecord Of(InvalidInventoryException e)
    {
        var errors = e.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        return new(e, errors[0].Code, ErrorCategory.InvalidData, errors[0].Position.File)
        {
            ErrorDetails = new ErrorDetails(string.Join('\n', errors)),
        };
    }

    /// <summary>A template that cannot be rendered.</summary>
    public static ErrorRecord Of(TemplateException e) => new(e, "PM1401", ErrorCategory.InvalidData, null);

    /// <summary>A host on which the operation did not succeed; null where it did.</summary>
    public static ErrorRecord? Of(HostResult result)
    {
        var category = result.Verdict switch
        {
            HostVerdict.Unknown => ErrorCategory.ConnectionError,
            HostVerdict.Refused => ErrorCategory.PermissionDenied,
            HostVerdict.Failed or HostVerdict.RolledBack => ErrorCategory.InvalidResult,
            _ => ErrorCategory.NotSpecified,
        };
        if (category == ErrorCategory.NotSpecified)
            return null;
        var e = new HostFailureException(result);
        return new(e, result.Problems is [var first, ..] ? first.Code : "PM2008", category, result.Host)
        {
            ErrorDetails = new ErrorDetails(e.Message) { RecommendedAction = string.Join("; ", result.Problems.Select(p => p.Advice)) },
        };
    }

    /// <summary>A name without wildcards that nothing has.</summary>
    public static ErrorRecord NotFound(string kind, string name)
    {
        var message = $"There is no {kind} '{name}' in the inventory.";
        return new(new ItemNotFoundException(message), "PM2111", ErrorCategory.ObjectNotFound, name);
    }
}
