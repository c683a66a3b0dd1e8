namespace ProxyManager.Control.Tests.Keys;

/// <summary>A test that needs <c>wg</c>; skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WgFactAttribute : FactAttribute
{
    public WgFactAttribute()
    {
        if (!$"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin".Split(':').Any(d => File.Exists(Path.Combine(d, "wg"))))
            Skip = "needs wg (wireguard-tools)";
    }
}
