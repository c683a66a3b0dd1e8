using System.CommandLine;
using ProxyManager.Cli.Completion;
using ProxyManager.Cli.Output;
using ProxyManager.Control;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm gateway|peer|service|route|firewall list</c></summary>
internal sealed class ItemListCommand : PmCommand
{
    private readonly ItemSubject _subject;
    private readonly Argument<string[]> _names;
    private readonly Option<string[]> _groups;
    private readonly Option<string[]> _hosts;
    private readonly Option<string[]> _on;
    private readonly Option<string?> _protocol = new("--protocol") { Description = "Only ports of this protocol.", HelpName = "tcp|udp" };
    private readonly Option<string?> _port = new("--port") { Description = "Only this port, or range A-B.", HelpName = "PORT" };

    public ItemListCommand(ItemSubject subject, GlobalOptions options)
        : base("list", $"List the inventory's {subject.What} as they are written.", options)
    {
        _subject = subject;
        _names = subject.Several("Which, with wildcards (* and ?). Default: all.", ArgumentArity.ZeroOrMore, options);
        _groups = Filter("--group", "Only members of these groups, with wildcards.", options, names => names.Groups);
        _hosts = Filter("--host", "Only those of these gateways and peers, with wildcards.", options, names => names.Hosts);
        _on = Filter("--on", "Only those that these gateways, or gateways of these groups, serve, with wildcards.", options, names => names.For("on"));
        _protocol.AcceptOnlyFromAmong("tcp", "udp");
        Arguments.Add(_names);
        foreach (var filter in Filters(subject.Kinds[0]))
            Options.Add(filter);
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var workspace = invocation.ReadWorkspace();
        var names = invocation.Value(_names);
        var filter = new ItemFilter
        {
            Names = _subject.Kinds.Contains(ItemKind.Firewall) ? null : names,
            Scopes = _subject.Kinds.Contains(ItemKind.Firewall) ? names : null,
            Groups = invocation.Value(_groups),
            Hosts = invocation.Value(_hosts),
            On = invocation.Value(_on),
            Protocol = invocation.Value(_protocol),
            Port = invocation.Value(_port),
        };
        var selections = _subject.Kinds.Select(k => filter.Select(workspace, k)).ToList();
        if (selections.SelectMany(s => s.Missing).ToList() is { Count: > 0 } missing)
            throw MissingName.ToException(missing);
        new ItemView(invocation).WriteItems([.. selections.SelectMany(s => s.Items)]);
        return Task.FromResult(ExitCode.Success);
    }

    /// <summary>The options that say which items of a kind are meant.</summary>
    private IEnumerable<Option> Filters(ItemKind kind) =>
        kind == ItemKind.Service ? [_hosts]
        : kind == ItemKind.Route ? [_on]
        : kind == ItemKind.FirewallRule ? [_protocol, _port]
        : [_groups];

    private static Option<string[]> Filter(string name, string description, GlobalOptions options, Func<KnownNames, IEnumerable<string>> names)
    {
        var filter = new Option<string[]>(name) { Description = $"{description} Several: the option again.", HelpName = "NAME" };
        filter.CompletionSources.Add(context => InventoryNames.Written(context, options, names));
        return filter;
    }
}
