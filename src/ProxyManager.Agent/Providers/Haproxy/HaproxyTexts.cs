using System.Security.Cryptography;
using System.Text;
using ProxyManager.Resources;

namespace ProxyManager.Agent.Providers.Haproxy;

/// <summary>The files of a HAProxy resource.</summary>
internal static class HaproxyTexts
{
    private const string HashToken = "@CONFIG_HASH@";

    /// <summary>What the process tells when it runs this configuration: the hex SHA-256 of the text with its token.</summary>
    public static string Hash(HaproxyResource haproxy) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(haproxy.Config)));

    public static string Config(HaproxyResource haproxy) => haproxy.Config.Replace(HashToken, Hash(haproxy), StringComparison.Ordinal);

    public static string Map(IReadOnlyDictionary<string, string> entries) =>
        string.Concat(entries.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => $"{e.Key} {e.Value}\n"));

    /// <summary>All files by path: the maps, then the configuration that names them.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Files(HaproxyResource haproxy) =>
        haproxy.Maps.Select(m => KeyValuePair.Create(m.Key, Map(m.Value))).Append(KeyValuePair.Create(haproxy.ConfigPath, Config(haproxy)));

    public static IEnumerable<string> Paths(HaproxyResource haproxy) => haproxy.Maps.Keys.Append(haproxy.ConfigPath);
}
