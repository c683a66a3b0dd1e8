using System.CommandLine;
using ProxyManager.Control;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm gateway|peer|service|route|firewall remove</c></summary>
internal sealed class ItemRemoveCommand : ItemEditCommand
{
    private readonly ItemSubject _subject;
    private readonly Argument<string> _name;
    private readonly ItemOptions _port = new(ItemKind.FirewallRule.Keys.Where(k => k.Path is "tcp" or "udp"));

    private readonly Option<bool> _cascade = new("--cascade")
    {
        Description = "What names it loses that name, and goes too where it names nothing else. Without this, an item that others name is not removed.",
    };

    public ItemRemoveCommand(ItemSubject subject, GlobalOptions options)
        : base("remove", $"Remove one of the inventory's {subject.What}. Comments above it and all other lines stay.", options)
    {
        (_subject, _name) = (subject, subject.Name());
        Arguments.Add(_name);
        Options.Add(_cascade);
        if (subject.Kinds.Contains(ItemKind.FirewallRule))
            _port.AddTo(this);
    }

    /// <inheritdoc/>
    protected override IEnumerable<ItemEdit> Edits(Invocation invocation, Workspace workspace) =>
        _subject.Edits(invocation.Value(_name)!, ItemAction.Remove, _subject.Kinds.Contains(ItemKind.FirewallRule) ? _port.Read(invocation) : [])
            .Select(e => e with { Cascade = invocation.Value(_cascade) });
}
