using ProxyManager.Lab.Processes;

namespace ProxyManager.Lab;

/// <summary>The Caddy with layer4 that gateways of a lab have from the start.</summary>
public static class LabCaddy
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>What <c>PM_CADDY</c> names; else the <c>caddy</c> on the path if it has layer4; null where there is neither.</summary>
    public static string? Find() => Choose(Environment.GetEnvironmentVariable("PM_CADDY"), LabRequirements.FindOnPath("caddy"));

    /// <param name="named">What the user named, which is not looked at; empty or null for nothing.</param>
    /// <param name="found">What there is besides; null for nothing.</param>
    internal static string? Choose(string? named, string? found) => named is { Length: > 0 } ? named
        : found is not null && HasLayer4(found) ? found
        : null;

    private static bool HasLayer4(string caddy)
    {
        try
        {
            return LabProcess.RunAsync([caddy, "list-modules"], timeout: Patience).GetAwaiter().GetResult() is { Succeeded: true } listed
                && listed.Output.Split('\n').Any(l => l.Trim() == "layer4");
        }
        catch (LabException)
        {
            // Nobody named it: one that cannot be run is as good as none.
            return false;
        }
    }
}
