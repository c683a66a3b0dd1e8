using System.CommandLine;
using ProxyManager.Cli.Completion;
using ProxyManager.Control;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cli.Commands;

/// <summary>What an item command is about: how its items are named, and which kinds they are.</summary>
internal class ItemSubject(string command, string what, string argument, string argumentHelp, params IReadOnlyList<ItemKind> kinds)
{
    /// <summary>The five that can be edited.</summary>
    public static IReadOnlyList<ItemSubject> All { get; } =
    [
        new("gateway", "gateways", "GATEWAY", "Name of the gateway.", ItemKind.Gateway),
        new("peer", "peers", "PEER", "Name of the peer.", ItemKind.Peer),
        new("service", "services", "HOST/SERVICE", "The host and the name of its service.", ItemKind.Service),
        new("route", "routes", "ROUTE", "Name of the route.", ItemKind.Route),
        new FirewallSubject(),
    ];

    /// <summary>The word after <c>pm</c>.</summary>
    public string Command => command;

    /// <summary>What its items are, for descriptions.</summary>
    public string What => what;

    /// <summary>The kinds of its items.</summary>
    public IReadOnlyList<ItemKind> Kinds => kinds;

    /// <summary>The argument that names an item.</summary>
    /// <param name="action">What is to be done to it.</param>
    /// <param name="options">Those that say which inventory it belongs to.</param>
    public Argument<string> Name(ItemAction action, GlobalOptions options)
    {
        var name = new Argument<string>(argument) { Description = argumentHelp };
        name.CompletionSources.Add(context => InventoryNames.Written(context, options, names => Names(action, names)));
        return name;
    }

    /// <summary>The argument that names several items.</summary>
    /// <param name="description">What is done to them.</param>
    /// <param name="arity">How many.</param>
    /// <param name="options">Those that say which inventory they belong to.</param>
    public Argument<string[]> Several(string description, ArgumentArity arity, GlobalOptions options)
    {
        var several = new Argument<string[]>(argument) { Description = description, Arity = arity };
        several.CompletionSources.Add(context => InventoryNames.Written(context, options, names => Names(ItemAction.Remove, names)));
        return several;
    }

    /// <summary>The options for the keys of its items.</summary>
    public ItemOptions Options(GlobalOptions options) => new(kinds.SelectMany(k => k.Keys).DistinctBy(k => k.Path), options);

    /// <summary>The names that a command may be about; of what is added, those that it begins with.</summary>
    protected virtual IEnumerable<string> Names(ItemAction action, KnownNames names) =>
        action != ItemAction.Add ? names.Of(kinds[0])
        : kinds[0] == ItemKind.Service ? names.Hosts.Select(h => h + "/")
        : [];

    /// <summary>The edits that a name and values mean.</summary>
    /// <param name="name">As it was given.</param>
    /// <param name="action">What is to be done.</param>
    /// <param name="values">Values by key.</param>
    /// <exception cref="UsageException">The name or the values make no sense.</exception>
    public virtual IEnumerable<ItemEdit> Edits(string name, ItemAction action, IReadOnlyDictionary<string, IReadOnlyList<string>> values)
    {
        if (kinds[0] != ItemKind.Service)
            return [new(new(kinds[0], null, name), action) { Values = values }];
        return name.Split('/') is [{ Length: > 0 } host, { Length: > 0 } service]
            ? [new(new(kinds[0], host, service), action) { Values = values }]
            : throw new UsageException("PM2116", $"'{name}' does not name a service", "write HOST/SERVICE, such as nas/web");
    }
}
