using System.Management.Automation;
using ProxyManager.Cmdlets.Runs;
using ProxyManager.Compilation;
using ProxyManager.Control;
using ProxyManager.Inventory;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets;

/// <summary>
/// Makes error records, in one place: their ids are the codes of docs/errors.md. The advice is part of the message, as logs and jobs show that alone;
/// as the recommended action PowerShell would print it a second time.
/// </summary>
internal static class ErrorRecords
{
    /// <summary>An operation that cannot go on.</summary>
    public static ErrorRecord Of(ProxyManagerException e) =>
        new(e, e.Id, e is UsageException ? ErrorCategory.InvalidArgument : ErrorCategory.ResourceUnavailable, null)
        {
            ErrorDetails = new ErrorDetails($"{e.Message.TrimEnd('.')}. Next: {e.Advice}"),
        };

    /// <summary>An inventory, or a host pattern, with errors: all of them at once.</summary>
    /// <param name="e">The errors.</param>
    /// <param name="item">The item that cannot be edited; null where they are about the whole.</param>
    public static ErrorRecord Of(InvalidInventoryException e, ItemName? item = null)
    {
        var errors = e.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        var first = errors[0];
        var category = first.Code switch
        {
            EditingCodes.ItemExists => ErrorCategory.ResourceExists,
            EditingCodes.ItemMissing => ErrorCategory.ObjectNotFound,
            EditingCodes.ItemNamed => ErrorCategory.ResourceBusy,
            _ => ErrorCategory.InvalidData,
        };
        return new(e, first.Code, category, item?.FullName ?? first.Position.File)
        {
            ErrorDetails = new ErrorDetails(string.Join('\n', errors.Select(d => d.ToString()).Concat(e.Note is { } note ? [note] : []))),
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
        return new(e, result.Problems is [var first, ..] ? first.Code : "PM2008", category, result.Host);
    }

    /// <summary>A name without wildcards that nothing has.</summary>
    public static ErrorRecord Of(MissingName name)
    {
        var e = name.ToException();
        return new(e, e.Id, ErrorCategory.ObjectNotFound, name.Name)
        {
            ErrorDetails = new ErrorDetails($"{e.Message.TrimEnd('.')}. Next: {e.Advice}"),
        };
    }
}
