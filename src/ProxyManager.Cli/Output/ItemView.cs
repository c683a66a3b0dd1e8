using ProxyManager.Cli.Output.Json;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cli.Output;

/// <summary>Shows items of the inventory, and what edits did to them.</summary>
internal sealed class ItemView(Invocation invocation)
{
    /// <param name="result">What the edits come to.</param>
    /// <param name="written">The files are written.</param>
    /// <param name="handout">A configuration that is handed out once; null without one. It is the answer then, and the rest goes to standard error.</param>
    /// <param name="secretFiles">Files with secrets that were written beside.</param>
    public void WriteChanges(EditingResult result, bool written, ProfileHandout? handout = null, IReadOnlyList<string>? secretFiles = null)
    {
        var terminal = invocation.Terminal;
        if (invocation.Json)
        {
            JsonReport.Write(terminal, EditDocument.Of(result, written, handout, secretFiles), JsonDocuments.Default.EditDocument);
            return;
        }

        foreach (var warning in result.Resolution.Diagnostics)
            terminal.Error.WriteLine(warning);
        var output = handout is null ? terminal.Output : terminal.Error;
        foreach (var change in result.Changes)
            output.WriteLine($"{Word(change.Outcome)} {change.Item}  {change.Position}{(change is { Outcome: ItemOutcome.Added, After: { } after } ? $", after '{after}'" : "")}");
        foreach (var file in secretFiles ?? [])
            output.WriteLine($"wrote {file}");
        if (!written && result.Files.Count > 0)
            output.WriteLine("checked only: nothing was written");
        handout?.Print(terminal);
    }

    public void WriteItems(IReadOnlyList<InventoryItem> items)
    {
        var terminal = invocation.Terminal;
        if (invocation.Json)
        {
            JsonReport.Write(terminal, new ItemsDocument([.. items.Select(ItemDocument.Of)]), JsonDocuments.Default.ItemsDocument);
            return;
        }

        var width = items.Count == 0 ? 0 : items.Max(i => i.Name.FullName.Length);
        foreach (var item in items)
            terminal.Output.WriteLine($"{terminal.Paint(item.Name.FullName.PadRight(width), Color.Bold)}  {Text(item)}".TrimEnd());
    }

    private static string Text(InventoryItem item) => string.Join("  ", item.Name.Kind.Keys
        .Select(k => (k.Path, Values: item[k.Path]))
        .Where(v => v.Values.Count > 0)
        .Select(v => $"{v.Path}: {string.Join(", ", v.Values.Select(Terminal.Plain))}"));

    private static string Word(ItemOutcome outcome) => outcome switch
    {
        ItemOutcome.Added => "added",
        ItemOutcome.Changed => "changed",
        ItemOutcome.Removed => "removed",
        _ => "unchanged",
    };
}
