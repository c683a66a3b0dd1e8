namespace ProxyManager.Agent.Tests.Providers;

/// <summary>A theory that writes files of root's. Skipped, with the reason, where it cannot.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RootTheoryAttribute : TheoryAttribute
{
    public RootTheoryAttribute()
    {
        if (!Environment.IsPrivilegedProcess)
            Skip = "needs root to write as it";
    }
}
