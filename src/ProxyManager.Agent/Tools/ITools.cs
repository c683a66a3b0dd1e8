namespace ProxyManager.Agent.Tools;

/// <summary>Port: runs programs of the host. Arguments are a list; nothing is a shell string.</summary>
internal interface ITools
{
    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">Name on the service manager's PATH, or an absolute path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">Text for its standard input; null closes it.</param>
    /// <param name="timeout">After this it is killed and <see cref="ToolException"/> thrown; null is 60 s.</param>
    /// <returns>Exit code and both outputs. A program that is not there has exit code 127.</returns>
    ToolResult Run(string program, IReadOnlyList<string> arguments, string? input = null, TimeSpan? timeout = null);
}
