namespace ProxyManager.Agent.Tools;

/// <summary>Running programs that must succeed.</summary>
internal static class ToolsExtensions
{
    /// <summary>Runs a program that must end with exit code 0.</summary>
    /// <returns>Its standard output.</returns>
    /// <exception cref="ToolException">It did not; the message has what it said.</exception>
    public static string Require(
        this ITools tools, string program, IReadOnlyList<string> arguments, string? input = null, TimeSpan? timeout = null)
    {
        var result = tools.Run(program, arguments, input, timeout);
        if (result.Succeeded)
            return result.Output;
        var said = (result.Error.Trim() is { Length: > 0 } error ? error : result.Output.Trim()) is { Length: > 0 } text ? ": " + text : "";
        throw new ToolException($"{program} {string.Join(' ', arguments)} failed with exit code {result.ExitCode}{said}");
    }

    /// <summary>Runs a program that must end with exit code 0, and reads what it printed.</summary>
    /// <exception cref="ToolException">It did not, or printed something in an unknown form.</exception>
    public static T Require<T>(this ITools tools, string program, IReadOnlyList<string> arguments, Func<string, T> parse) =>
        ToolOutput.Parse($"{program} {string.Join(' ', arguments)}", tools.Require(program, arguments), parse);
}
