using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Hosts;

/// <summary>Where the agent keeps what it knows.</summary>
internal static class StatePaths
{
    /// <summary>One file a generation, named by its number: the envelope as it was received.</summary>
    public const string Generations = HostPaths.State + "/generations";

    /// <summary>A link to the generation in force.</summary>
    public const string Current = HostPaths.State + "/current";

    /// <summary>The transaction under way; no file when there is none.</summary>
    public const string Journal = HostPaths.State + "/journal";

    /// <summary>What each resource was before the first apply.</summary>
    public const string Origins = HostPaths.State + "/origins.json";

    /// <summary>What preparation did.</summary>
    public const string Preparation = HostPaths.State + "/preparation.json";

    /// <summary>The corrections of the last 24 hours.</summary>
    public const string Repairs = HostPaths.State + "/repairs.json";

    /// <summary>One file a secret, named by its hash. Mode 0700.</summary>
    public const string Secrets = HostPaths.State + "/secrets";

    /// <summary>Until when the host is left alone; no file when it is not.</summary>
    public const string Pause = HostPaths.State + "/pause.json";

    /// <summary>The last change, where it was undone; no file when it is in force.</summary>
    public const string Undone = HostPaths.State + "/undone.json";

    /// <summary>Is there while what a boot or a restart of nftables.service took away is being brought back: in no file of the disk, so that a boot forgets it.</summary>
    public const string Restoring = HostPaths.Run + "/restoring";

    /// <summary>Held by the run under way.</summary>
    public const string Lock = HostPaths.Run + "/lock";

    /// <summary>When the run under way began its last step.</summary>
    public const string Step = HostPaths.Run + "/step";
}
