using ProxyManager.Agent.Providers.Engines;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Providers.Haproxy;

/// <summary>Has HAProxy check a configuration that it does not run yet, in a directory of its own.</summary>
internal static class HaproxyValidation
{
    public static IEnumerable<HostProblem> Check(HaproxyResource haproxy, RunContext run)
    {
        var directory = Directory.CreateTempSubdirectory("pm-haproxy-");
        try
        {
            var config = HaproxyTexts.Config(haproxy);
            foreach (var (path, entries) in haproxy.Maps)
            {
                var copy = Path.Combine(directory.FullName, Path.GetFileName(path));
                File.WriteAllText(copy, HaproxyTexts.Map(entries));
                config = config.Replace(path, copy, StringComparison.Ordinal);
            }

            // On a host's first apply the engines' user comes into being after this check.
            if (!EngineFiles.UserExists(run.Files))
                config = string.Join('\n', config.Split('\n').Where(l => l.Trim().Split(' ')[0] is not ("user" or "group")));
            var text = Path.Combine(directory.FullName, "haproxy.cfg");
            File.WriteAllText(text, config);
            var result = run.Tools.Run("haproxy", ["-c", "-f", text]);
            if (result.Succeeded)
                return [];
            return
            [
                new HostProblem(
                    "PM3154",
                    $"haproxy refuses the configuration of {haproxy.Unit}: {ToolErrors.Summary(result)}",
                    "Nothing was changed. Run pm host init HOST if HAProxy is missing; else correct the route, or your own haproxy.cfg.hbs, that the message names."),
            ];
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
