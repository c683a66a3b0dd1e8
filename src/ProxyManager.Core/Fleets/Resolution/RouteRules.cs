using ProxyManager.Inventory;

namespace ProxyManager.Fleets.Resolution;

/// <summary>What a route of a kind cannot have together, wherever it is served.</summary>
internal static class RouteRules
{
    /// <summary>Reports what is impossible.</summary>
    public static bool Check(RouteDraft draft, IReadOnlyList<Target> targets, ResolutionLog log)
    {
        // Each is asked, so that all errors are reported at once.
        return CheckClientIp(draft, targets, log) & CheckBalance(draft, log) & CheckHealth(draft, log);
    }

    private static bool CheckClientIp(RouteDraft draft, IReadOnlyList<Target> targets, ResolutionLog log)
    {
        if (draft.Node["clientIp"] is not { Value: ScalarNode { Text: var mode } value })
            return true;
        var problem = mode switch
        {
            "transparent" => TransparentProblem(draft.Route, targets),
            "proxy-v2" => ProxyProblem(draft.Route),
            _ => null,
        };
        if (problem is null)
            return true;
        log.Error(ResolutionCodes.ClientIpImpossible, value.Position, $"clientIp: {mode} is impossible {problem.Value.Where}", problem.Value.Allowed);
        return false;
    }

    private static (string Where, string Allowed)? TransparentProblem(Route route, IReadOnlyList<Target> targets)
    {
        const string forwarded = "a tcp or udp route with one target and no health checks";
        if (route is SniRoute)
            return ("on an sni route", "proxy-v2, or leave it out");
        if (route is HttpRoute)
            return ("on an http route", "it carries X-Forwarded-For");
        if (targets.Count > 1)
            return ("with several targets", forwarded);
        if (route.Health is not null)
            return ("with health checks", forwarded);
        return targets.FirstOrDefault(t => !t.Entry.IsManaged) is { } unmanaged
            ? ($"towards {unmanaged.Entry}, whose answers nobody routes back", "a target that has 'ssh'")
            : null;
    }

    private static (string Where, string Allowed)? ProxyProblem(Route route) => route switch
    {
        HttpRoute => ("on an http route", "it carries X-Forwarded-For"),
        ForwardRoute { Udp: not null } => ("on a udp route", "snat or transparent"),
        _ => null,
    };

    private static bool CheckBalance(RouteDraft draft, ResolutionLog log)
    {
        if (draft.Route is not ForwardRoute { Udp: not null, Balance: Balance.LeastConn or Balance.First } || draft.Node["balance"] is not { Value: ScalarNode value })
            return true;
        log.Error(ResolutionCodes.BalanceImpossible, value.Position, $"the kernel, which balances udp, knows no {value.Text}", "round_robin or source");
        return false;
    }

    private static bool CheckHealth(RouteDraft draft, ResolutionLog log)
    {
        if (draft.Node["health"] is not { Value: MappingNode health } entry)
            return true;
        if (draft.Route is ForwardRoute { Udp: not null })
        {
            log.Error(ResolutionCodes.HealthImpossible, entry.KeyPosition, "there are no health checks for udp", "leave 'health' out");
            return false;
        }

        if (draft.Route is HttpRoute || health["path"] is not { } path)
            return true;
        log.Error(ResolutionCodes.HealthImpossible, path.KeyPosition, "only the checks of an http route ask for a path", "leave 'path' out");
        return false;
    }
}
