using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Providers.Kernel;

/// <summary>Live kernel parameters below /proc/sys, named with slashes, sysctl(8).</summary>
internal static class KernelParameters
{
    private const string Root = "/proc/sys/";

    /// <summary>The value with single blanks; null when there is no such parameter (such as that of an absent interface).</summary>
    public static string? Read(string key, HostFiles files) =>
        files.ReadText(Root + key) is { } text ? string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) : null;

    public static void Write(string key, string value, HostFiles files) => files.SetKernelValue(Root + key, value);

    /// <summary>The names below a directory of parameters.</summary>
    public static IReadOnlyList<string> List(string directory, HostFiles files) => files.List(Root + directory);
}
