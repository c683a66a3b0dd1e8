using System.CommandLine;
using ProxyManager.Cli.Commands;
using ProxyManager.Cli.Output;
using ProxyManager.Cli.Output.Json;
using ProxyManager.Control;

namespace ProxyManager.Cli;

/// <summary>From a command line to an exit code.</summary>
internal static class PmProgram
{
    /// <summary>A word that begins with @ is that word, not a file with more of them: descriptions do.</summary>
    private static readonly ParserConfiguration Literal = new() { ResponseFileTokenReplacer = null };

    public static Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var parsed = new PmRootCommand().Parse(arguments, Literal);
        if (UsageMistake.Of(parsed) is not { } mistake)
            return parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, cancellationToken);
        // Whether JSON was asked for is looked up among the words: what was not understood says nothing of options.
        ErrorReport.Write(
            Terminal.OfProcess(noColor: false), arguments.Contains("--json"), new ErrorDocument(UsageMistake.Code, mistake.Message, mistake.Advice));
        return Task.FromResult(ExitCode.Failed);
    }
}
