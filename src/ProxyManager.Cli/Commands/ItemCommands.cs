using System.CommandLine;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm gateway|peer|service|route|firewall</c></summary>
internal static class ItemCommands
{
    public static IEnumerable<Command> Create(GlobalOptions options)
    {
        foreach (var subject in ItemSubject.All)
        {
            var command = Create(subject, options);
            if (subject.Kinds.Contains(ItemKind.Peer))
                command.Subcommands.Add(new PeerConfigCommand(options));
            yield return command;
        }
    }

    private static Command Create(ItemSubject subject, GlobalOptions options) => new(subject.Command, $"List and edit the inventory's {subject.What}, where they stand")
    {
        new ItemListCommand(subject, options),
        subject.Kinds.Contains(ItemKind.Peer)
            ? new PeerAddCommand(subject, options)
            : new ItemWriteCommand(subject, ItemAction.Add, $"Add to the inventory's {subject.What}: a new item, in the style of its neighbours.", options),
        new ItemWriteCommand(subject, ItemAction.Set, $"Set values of the inventory's {subject.What}, and add what is not there. The same values again change nothing.", options),
        new ItemRemoveCommand(subject, options),
    };
}
