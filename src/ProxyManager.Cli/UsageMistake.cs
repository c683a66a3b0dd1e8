using System.CommandLine;
using System.CommandLine.Invocation;
using ProxyManager.Inventory;

namespace ProxyManager.Cli;

/// <summary>A command line that means nothing.</summary>
/// <param name="Message">What is wrong with it.</param>
/// <param name="Advice">What to do.</param>
internal sealed record UsageMistake(string Message, string Advice)
{
    public const string Code = "PM2113";

    /// <returns>Null when the command line can be run; help, which is asked for or the answer to a group of commands alone, can.</returns>
    public static UsageMistake? Of(ParseResult arguments)
    {
        if (arguments.Action is not ParseErrorAction)
            return null;
        var command = arguments.CommandResult.Command;
        if (arguments.UnmatchedTokens is not [var word, ..])
        {
            return command.Subcommands.Count > 0 && arguments.Errors.All(e => e.SymbolResult == arguments.CommandResult)
                ? null
                : new UsageMistake(string.Join("; ", arguments.Errors.Select(e => e.Message.TrimEnd('.'))), See(command));
        }

        if (FlagBefore(word, arguments) is { } flag)
            return new UsageMistake($"{flag.Name} takes true or false, not '{word}'", See(command));
        var isOption = word.StartsWith('-');
        var nearest = NearestWord.Find(word, isOption ? Options(command) : command.Subcommands.Select(c => c.Name));
        return new UsageMistake(
            $"there is no {(isOption ? "option" : command.Subcommands.Count > 0 ? "command" : "argument")} '{word}'{(command is RootCommand ? "" : $" of '{Path(command)}'")}",
            nearest is null ? See(command) : $"did you mean '{nearest}'? {See(command)}");
    }

    /// <summary>The option right before a word that takes true or false, and did not take the word; null where there is none.</summary>
    private static Option? FlagBefore(string word, ParseResult arguments)
    {
        var before = arguments.Tokens.TakeWhile(t => t.Value != word).LastOrDefault();
        return arguments.CommandResult.Command.Options.FirstOrDefault(o => o is Option<bool?> && o.Name == before?.Value);
    }

    private static string See(Command command) => $"see '{Path(command)} --help'";

    private static IEnumerable<string> Options(Command command) =>
        command.Options.Concat(Above(command).SelectMany(c => c.Options).Where(o => o.Recursive)).SelectMany(o => o.Aliases.Prepend(o.Name));

    private static string Path(Command command) => string.Join(' ', Above(command).Reverse().Append(command).Select(c => c is RootCommand ? "pm" : c.Name));

    private static IEnumerable<Command> Above(Symbol symbol)
    {
        for (var parent = symbol.Parents.FirstOrDefault(); parent is Command command; parent = command.Parents.FirstOrDefault())
            yield return command;
    }
}
