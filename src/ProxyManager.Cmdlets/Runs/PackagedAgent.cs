namespace ProxyManager.Cmdlets.Runs;

/// <summary>The agent that the module brings along.</summary>
internal static class PackagedAgent
{
    /// <summary>It lies in the module's folder, beside <c>bin</c>.</summary>
    public static string Path
    {
        get
        {
            var bin = System.IO.Path.GetDirectoryName(typeof(PackagedAgent).Assembly.Location)!;
            return System.IO.Path.Combine(System.IO.Path.GetDirectoryName(bin)!, "agent", "linux-x64", "pm-agent");
        }
    }
}
