using System.Globalization;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Commands;

/// <summary>Reads the program's arguments and runs the command that they name.</summary>
internal sealed class CommandLine(AgentHost host, TextWriter output, TextWriter error)
{
    private const string Usage = """
        usage: pm-agent COMMAND
          status [--json]      tell the state of this host
          log                  show what the agent did
          check                compare this host with its bundle; start the repair if it differs
          reconcile [--no-repair]  end what an earlier run left, and bring this host back to its bundle
          undo [GENERATION]    undo the change that waits for its confirmation, else go back to a kept generation; nothing undoes that by itself:
                               over SSH it can lock you out, where `pm rollback` is confirmed
          pause --for TIME [--why TEXT]  put nothing right and refuse applies for a time, such as 2h
          resume               end the pause
          retire [--keep-packages]  make this host what it was before its first apply
          version              tell the version
          serve PROTOCOL [--connection TEXT]  answer a controller on standard input
        """;

    /// <returns>See <see cref="ExitCodes"/>.</returns>
    public int Run(IReadOnlyList<string> arguments)
    {
        try
        {
            return arguments switch
            {
                ["serve", var version, ..] when version != AgentProtocol.Version.ToString(CultureInfo.InvariantCulture) => Decline(version),
                ["serve", _] => new ServeCommand(host).Run(connection: null),
                ["serve", _, "--connection", var connection] => new ServeCommand(host).Run(connection),
                ["reconcile"] => new ReconcileCommand(host, output).Run(repair: true),
                ["reconcile", "--no-repair"] => new ReconcileCommand(host, output).Run(repair: false),
                ["check"] => new CheckCommand(host, output).Run(),
                ["undo"] => new UndoCommand(host, output).Run(generation: null),
                ["undo", "--transaction", var id] => new UndoCommand(host, output).Expire(id),
                ["undo", var number] when long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var generation) =>
                    new UndoCommand(host, output).Run(generation),
                ["status"] => new StatusCommand(host, output).Run(json: false),
                ["status", "--json"] => new StatusCommand(host, output).Run(json: true),
                ["log"] => new LogCommand(host, output).Run(),
                ["pause", "--for", var time] => new PauseCommand(host, output).Pause(time, "no reason was given"),
                ["pause", "--for", var time, "--why", var why] => new PauseCommand(host, output).Pause(time, why),
                ["resume"] => new PauseCommand(host, output).Resume(),
                ["retire"] => new RetireCommand(host, output).Run(keepPackages: false),
                ["retire", "--keep-packages"] => new RetireCommand(host, output).Run(keepPackages: true),
                ["version" or "--version"] => Tell($"pm-agent {AgentVersion.Text} protocol {AgentProtocol.Version}"),
                ["help" or "--help" or "-h"] => Tell(Usage),
                _ => Refuse(arguments),
            };
        }
        catch (ProblemException e)
        {
            error.WriteLine(ProblemText.Of(e.Problem));
            return e.Refused ? ExitCodes.Refused : ExitCodes.Failed;
        }
        catch (Exception e) when (Failures.AreOfAStep(e))
        {
            error.WriteLine($"pm-agent: {Failures.Text(e)}");
            return ExitCodes.Failed;
        }
    }

    /// <summary>The controller speaks another version.</summary>
    private int Decline(string version)
    {
        error.WriteLine($"pm-agent {AgentVersion.Text} speaks protocol {AgentProtocol.Version}");
        return int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < AgentProtocol.Version
            ? AgentProtocol.NewerAgentExitCode
            : AgentProtocol.OlderAgentExitCode;
    }

    private int Tell(string text)
    {
        output.WriteLine(text);
        return ExitCodes.InOrder;
    }

    private int Refuse(IReadOnlyList<string> arguments)
    {
        error.WriteLine(arguments.Count == 0 ? "pm-agent: no command given" : $"pm-agent: '{string.Join(' ', arguments)}' is not understood");
        error.WriteLine(Usage);
        return ExitCodes.Failed;
    }
}
