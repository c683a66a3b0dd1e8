using System.Text;
using System.Text.Json;
using ProxyManager.Inventory;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Formats.Yaml.Editing;

/// <summary>Edits YAML in place: what is written is spliced, never written anew. What the changed text says is read again before it is given out.</summary>
public sealed class YamlInventoryEditor : IInventoryEditor
{
    private const int DefaultIndent = 2;

    /// <inheritdoc/>
    public InventoryFile? Edit(InventoryFile file, MappingNode desired, ICollection<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(diagnostics);
        var found = new List<Diagnostic>();
        InventoryFile? edited = null;
        try
        {
            if (new YamlInventoryReader().Read(file, found) is not null && found.TrueForAll(d => d.Severity != DiagnosticSeverity.Error))
                edited = Edit(file, YamlText.Decode(file), desired, found);
        }
        catch (UnreadableException e)
        {
            found.Add(e.Diagnostic);
        }

        foreach (var diagnostic in found)
            diagnostics.Add(diagnostic);
        return edited;
    }

    private static InventoryFile? Edit(InventoryFile file, string text, MappingNode desired, List<Diagnostic> found)
    {
        var source = new SourceText(file.Path, text);
        if (source.OddLineBreak() is { } odd)
        {
            found.Add(new(
                EditingCodes.NotEditable, DiagnosticSeverity.Error, source.Position(odd), "a line ends here in an unusual way", "end all lines with LF or with CR and LF"));
            return null;
        }

        var root = new SyntaxBuilder(new YamlEvents(file.Path, text), source).Build();
        var splices = new SpliceList();
        new TreeReconciler(source, splices, new NodeWriter(source, Indent(root), IsJson(text))).Reconcile(root, desired);
        var changed = splices.Apply(text);
        if (changed == text)
            return file;

        var mark = file.Content.Span.StartsWith("\uFEFF"u8) ? "\uFEFF" : "";
        var edited = file with { Content = Encoding.UTF8.GetBytes(mark + changed) };
        if (new YamlInventoryReader().Read(edited, []) is { } read && NodeComparison.AreSame(read, desired))
            return edited;
        found.Add(new(
            EditingCodes.NotEditable, DiagnosticSeverity.Error, new(file.Path, 1, 1), "this file is written in a way that cannot be changed in place", "change it by hand"));
        return null;
    }

    /// <summary>JSON is YAML; programs that read the file as JSON must go on being able to.</summary>
    private static bool IsJson(string text)
    {
        try
        {
            JsonDocument.Parse(text).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>How far the file indents what stands below a key.</summary>
    private static int Indent(SyntaxCollection root) =>
        root.Entries.Select(e => e.Value).OfType<SyntaxCollection>().FirstOrDefault(c => c is { IsFlow: false, IsMapping: true, Entries.Count: > 0 })?.Column ?? DefaultIndent;
}
