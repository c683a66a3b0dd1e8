using System.CommandLine;
using ProxyManager.Lab;

namespace ProxyManager.Cli.Commands;

/// <summary>What the commands of <c>pm lab</c> share.</summary>
internal static class LabCommands
{
    /// <summary><c>pm lab</c> and everything below it.</summary>
    public static Command Create(GlobalOptions options) => new("lab", "Rehearse on real Debian hosts on this machine, in namespaces of their own")
    {
        new LabCheckCommand(options),
        new LabUpCommand(options),
        new LabDownCommand(options),
        new LabListCommand(options),
        new LabExecCommand(options),
        new LabSshCommand(options),
    };

    /// <summary>Which lab.</summary>
    public static Option<string?> NameOption() => new("--name", "-n") { Description = "Name of the lab. Default: the fleet's; else the only lab there is.", HelpName = "LAB" };

    /// <summary>The lab that the user means.</summary>
    /// <exception cref="LabException">There is none, or several and none was named.</exception>
    public static DisposableLab Open(string? name) => DisposableLab.Open(name ?? Only());

    private static string Only() => DisposableLab.List() switch
    {
        [var lab] => lab.Name,
        [] => throw new LabException(LabErrors.NotFound, "There is no lab; 'pm lab up -i INVENTORY' raises one."),
        var labs => throw new LabException(LabErrors.NotFound, $"There are several labs; name one with --name: {string.Join(", ", labs.Select(l => l.Name))}."),
    };
}
