using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Providers.Caddy;

/// <summary>
/// The keys of Caddy's ACME accounts (RFC 8555, 7.3). Before 2.9 it registers an account for every new name, all at once, and may keep the address of
/// one beside the key of another: then nothing is issued or renewed any more. An authority gives the same account to the same key, so where
/// a key is there before, all of them have one.
/// </summary>
internal static partial class CaddyAccounts
{
    private const string NoEmail = "default";

    /// <summary>
    /// Stores the key that it reads, and then the account $2, which says that it is not registered, at $1. It runs as Caddy's own user, since who took Caddy over
    /// could lead root anywhere from its storage.
    /// </summary>
    private const string Store = """
        set -e
        umask 077
        mkdir -p "${1%/*}"
        rm -f "$1.key.new" "$1.json.new"
        cat >"$1.key.new"
        printf '%s\n' "$2" >"$1.json.new"
        sync "$1.key.new" "$1.json.new"
        mv "$1.key.new" "$1.key"
        mv "$1.json.new" "$1.json"
        """;

    /// <summary>What Caddy asks when it is not told whom, and first of all when it asks again.</summary>
    private static readonly string[] DefaultDirectories =
        ["https://acme-v02.api.letsencrypt.org/directory", "https://acme-staging-v02.api.letsencrypt.org/directory"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Sees to it that all accounts of a configuration have a key before Caddy has the configuration. What is there stays.</summary>
    /// <param name="config">The configuration, of a bundle.</param>
    /// <param name="run">The run.</param>
    public static void Prepare(string config, RunContext run)
    {
        foreach (var (place, account) in Of(config).Where(a => !run.Files.Exists(a.Place + ".json") || !run.Files.Exists(a.Place + ".key")))
        {
            try
            {
                MakeStorage(run);
                using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
                var stored = run.Tools.Run(
                    "setpriv",
                    [$"--reuid={HostPaths.EdgeUser}", $"--regid={HostPaths.EdgeUser}", "--clear-groups", "--no-new-privs", "/bin/sh", "-c", Store, "store", place, account],
                    key.ExportECPrivateKeyPem(),
                    Patience);
                if (!stored.Succeeded)
                    throw new ToolException(ToolErrors.Summary(stored));
            }
            catch (ToolException e)
            {
                run.Warnings.Add($"Caddy's ACME account was given no key, so a Caddy before 2.9 may mix up those of names that are new together: {e.Message}");
            }
        }
    }

    /// <returns>For each account where it is, without the ending, and what it is before it is registered.</returns>
    /// <exception cref="ToolException">The configuration has an unknown form.</exception>
    internal static IReadOnlyList<(string Place, string Account)> Of(string config) => ToolOutput.Parse("Caddy", config, text =>
    {
        var policies = JsonNode.Parse(text)?["apps"]?["tls"]?["automation"]?["policies"] as JsonArray ?? [];
        return (List<(string, string)>)
        [
            .. policies.SelectMany(p => p?["issuers"] as JsonArray ?? [])
                .Where(i => (string?)i?["module"] == "acme")
                .SelectMany(i => Directories((string?)i!["ca"]), (i, directory) => (Directory: directory, Email: (string?)i!["email"]))
                .Distinct()
                .Select(a => (Place(a.Directory, a.Email), Account(a.Email))),
        ];
    });

    /// <summary>As the start of Caddy's unit would.</summary>
    private static void MakeStorage(RunContext run)
    {
        if (!run.Files.DirectoryExists(HostPaths.CaddyStorage))
            run.Tools.Require("install", ["--directory", "--mode=0700", $"--owner={HostPaths.EdgeUser}", $"--group={HostPaths.EdgeUser}", HostPaths.CaddyStorage]);
    }

    private static string[] Directories(string? named) =>
        named is null || named == DefaultDirectories[0] ? DefaultDirectories : [named];

    private static string Place(string directory, string? email)
    {
        var parts = DirectoryPattern().Match(directory);
        var path = Uri.UnescapeDataString(parts.Groups["path"].Value).Replace('/', '-').Trim('-');
        var contact = Safe(email ?? NoEmail);
        return $"{HostPaths.CaddyStorage}/acme/{Safe($"{parts.Groups["host"].Value}-{path}".TrimEnd('-'))}/users/{contact}/{contact.Split('@')[0]}";
    }

    private static string Account(string? email)
    {
        var account = new JsonObject { ["status"] = "" };
        if (email is not null)
            account["contact"] = new JsonArray((JsonNode)$"mailto:{email}");
        return account.ToJsonString();
    }

    /// <summary>What Caddy makes of a word that is a name in its storage.</summary>
    private static string Safe(string word)
    {
        var replaced = word.ToLowerInvariant().Trim().Replace(' ', '_').Replace(':', '-')
            .Replace("+", "_plus_", StringComparison.Ordinal)
            .Replace("*", "wildcard_", StringComparison.Ordinal)
            .Replace("..", "", StringComparison.Ordinal);
        return Unsafe().Replace(replaced, "");
    }

    [GeneratedRegex("^https://(?<host>[^/?#]*)(?<path>[^?#]*)")]
    private static partial Regex DirectoryPattern();

    [GeneratedRegex("[^a-z0-9_@.-]")]
    private static partial Regex Unsafe();
}
