using System.Text.Json.Nodes;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Providers.Caddy;

/// <summary>Has Caddy check a configuration that it does not run yet.</summary>
internal static class CaddyValidation
{
    public static IEnumerable<HostProblem> Check(CaddyResource caddy, RunContext run)
    {
        if (!run.Files.Exists(caddy.Binary))
            return [Missing(caddy)];
        if (caddy.NeedsLayer4 && !HasLayer4(caddy, run))
            return [NoLayer4(caddy)];
        return Validate(caddy, run);
    }

    private static bool HasLayer4(CaddyResource caddy, RunContext run) =>
        run.Tools.Run(caddy.Binary, ["list-modules"]).Output.Split('\n').Any(l => l.Trim() == "layer4");

    /// <summary>
    /// Validation makes modules ready, and some write to the storage then. It gets one of its own: in the engine's, files of root would
    /// shut the engine out.
    /// </summary>
    private static IEnumerable<HostProblem> Validate(CaddyResource caddy, RunContext run)
    {
        var directory = Directory.CreateTempSubdirectory("pm-caddy-");
        try
        {
            var config = JsonNode.Parse(caddy.Config)!.AsObject();
            DropMissingRoots(config, run);
            config["storage"] = new JsonObject { ["module"] = "file_system", ["root"] = directory.FullName };
            var path = Path.Combine(directory.FullName, "caddy.json");
            File.WriteAllText(path, config.ToJsonString());
            var result = run.Tools.Run(caddy.Binary, ["validate", "--config", path]);
            if (result.Succeeded)
                return [];
            var said = result.Error.Split('\n').LastOrDefault(l => l.StartsWith("Error", StringComparison.Ordinal)) ?? ToolErrors.Summary(result);
            return
            [
                new HostProblem(
                    "PM3153",
                    $"{caddy.Binary} refuses the configuration of {caddy.Unit}: {said}",
                    "Nothing was changed. Correct the route that the message names; an old Caddy may lack what a newer one has: pm host init HOST --caddy FILE."),
            ];
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    /// <summary>On a host's first apply the root certificate of an authority of its own is written after this check.</summary>
    private static void DropMissingRoots(JsonNode node, RunContext run)
    {
        const string roots = "trusted_roots_pem_files";
        if (node is JsonObject members)
        {
            if (members[roots] is JsonArray files && files.Any(f => !run.Files.Exists(f!.GetValue<string>())))
                members.Remove(roots);
            foreach (var member in members.Where(m => m.Value is not null))
                DropMissingRoots(member.Value!, run);
        }
        else if (node is JsonArray items)
        {
            foreach (var item in items.Where(i => i is not null))
                DropMissingRoots(item!, run);
        }
    }

    private static HostProblem Missing(CaddyResource caddy) => new(
        "PM3152", $"there is no Caddy at {caddy.Binary}", "Nothing was changed. Run pm host init HOST, which installs it.");

    private static HostProblem NoLayer4(CaddyResource caddy) => new(
        "PM3152",
        $"the Caddy at {caddy.Binary} has no layer4 app, which sni routes and ports with several upstreams need",
        "Nothing was changed. Bring one that has it with pm host init HOST --caddy FILE, or set edge: haproxy for this gateway.");
}
