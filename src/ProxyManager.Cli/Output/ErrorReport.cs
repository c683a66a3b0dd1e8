using ProxyManager.Cli.Output.Json;

namespace ProxyManager.Cli.Output;

/// <summary>What could not be done, and the way out.</summary>
internal static class ErrorReport
{
    public static void Write(Terminal terminal, bool json, ErrorDocument error)
    {
        if (json)
            JsonReport.Write(terminal, error, JsonDocuments.Default.ErrorDocument);
        else
            terminal.Error.WriteLine($"error {error.Code}: {error.Message}\n  next: {error.Advice}");
    }
}
