using System.CommandLine;
using ProxyManager.Control;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm gateway|peer|service|route|firewall remove</c></summary>
internal sealed class ItemRemoveCommand : ItemEditCommand
{
    private readonly ItemSubject _subject;
    private readonly Argument<string[]> _names;
    private readonly ItemOptions _port;

    private readonly Option<bool> _cascade = new("--cascade")
    {
        Description = "What names it loses that name, and goes too where it names nothing else. Without this, an item that others name is not removed.",
    };

    public ItemRemoveCommand(ItemSubject subject, GlobalOptions options)
        : base("remove", $"Remove some of the inventory's {subject.What}, in one edit. {Comments(subject)} stay.", options)
    {
        (_subject, _names) = (subject, subject.Several("Which, one or more.", ArgumentArity.OneOrMore, options));
        _port = new ItemOptions(ItemKind.FirewallRule.Keys.Where(k => k.Path is "tcp" or "udp"), options);
        Arguments.Add(_names);
        Options.Add(_cascade);
        if (subject.Kinds.Contains(ItemKind.FirewallRule))
            _port.AddTo(this);
    }

    /// <inheritdoc/>
    protected override IEnumerable<ItemEdit> Edits(Invocation invocation, Workspace workspace)
    {
        var values = _subject.Kinds.Contains(ItemKind.FirewallRule) ? _port.Read(invocation) : [];
        return invocation.Value(_names)!.Distinct().SelectMany(n => _subject.Edits(n, ItemAction.Remove, values)).Select(e => e with { Cascade = invocation.Value(_cascade) });
    }

    /// <summary>Ports have no names: what stands right above one tells what it is.</summary>
    private static string Comments(ItemSubject subject) =>
        subject.Kinds.Contains(ItemKind.FirewallRule) ? "Comments right above a port go with it, and all other lines" : "Comments above them and all other lines";
}
