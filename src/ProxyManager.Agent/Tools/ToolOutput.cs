using System.Text.Json;

namespace ProxyManager.Agent.Tools;

/// <summary>What programs of the host print: other versions of them may print it in another form.</summary>
internal static class ToolOutput
{
    /// <summary>Reads an output.</summary>
    /// <param name="command">What printed it, for the message.</param>
    /// <param name="output">What it printed.</param>
    /// <param name="parse">Reads it.</param>
    /// <exception cref="ToolException">It has an unknown form. Nothing of it is quoted: it may hold a key.</exception>
    public static TResult Parse<TOutput, TResult>(string command, TOutput output, Func<TOutput, TResult> parse)
    {
        try
        {
            return parse(output);
        }
        catch (Exception e) when (e is FormatException or OverflowException or JsonException or InvalidOperationException
            or KeyNotFoundException or ArgumentException or IndexOutOfRangeException)
        {
            throw new ToolException($"{command} printed something that this agent does not know");
        }
    }
}
