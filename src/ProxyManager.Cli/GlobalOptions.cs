using System.CommandLine;
using ProxyManager.Cli.Completion;
using ProxyManager.Control;

namespace ProxyManager.Cli;

/// <summary>The options that every command takes.</summary>
internal sealed class GlobalOptions
{
    public GlobalOptions()
    {
        Limit.CompletionSources.Add(context => InventoryNames.Hosts(context, this));
        Forks.AcceptOnlyBetween(1, FleetRun.MostForks);
    }

    public Option<string?> Inventory { get; } = new("--inventory", "-i")
    {
        Description = "The inventory: a file, or a directory of files. Default: $PM_INVENTORY, else the nearest fleet.yml or fleet/ here or above.",
        HelpName = "PATH",
        Recursive = true,
    };

    public Option<string?> Limit { get; } = new("--limit", "-l")
    {
        Description = "Only these hosts: names, groups, * within a name, a:b (or), a:&b (and), a:!b (without), ~regex.",
        HelpName = "PATTERN",
        Recursive = true,
    };

    public Option<int> Forks { get; } = new("--forks")
    {
        Description = "How many hosts at a time.",
        HelpName = "N",
        DefaultValueFactory = _ => FleetRun.DefaultForks,
        Recursive = true,
    };

    public Option<bool> Json { get; } = new("--json") { Description = "Print one JSON document instead of text.", Recursive = true };

    public Option<bool> NoColor { get; } = new("--no-color") { Description = "No colours and no live lines.", Recursive = true };

    public IEnumerable<Option> All => [Inventory, Limit, Forks, Json, NoColor];
}
