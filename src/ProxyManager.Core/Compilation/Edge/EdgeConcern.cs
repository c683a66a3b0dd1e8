using ProxyManager.Compilation.System;
using ProxyManager.Fleets;
using ProxyManager.Resources;

namespace ProxyManager.Compilation.Edge;

/// <summary>
/// The engines that serve a gateway's <c>sni</c>, <c>http</c> and balanced <c>tcp</c> routes. Their units, users and directories are not
/// compiled here and stand before these resources in a bundle.
/// </summary>
internal static class EdgeConcern
{
    public static IEnumerable<Resource> Compile(CompilationContext context, Host host, ICollection<string> warnings)
    {
        if (host is not Gateway gateway)
            yield break;

        var plan = EdgePlan.Of(context, gateway);
        foreach (var notice in EdgeNotices.Of(plan, context))
            warnings.Add(notice);

        // The application that a front leads to comes before the front.
        if (plan.NeedsHttp)
        {
            if (context.Fleet.Acme?.Root is { } root)
                yield return new FileResource(EnginePaths.AcmeRoot, root);
            yield return CaddyConfiguration.Http(plan, context);
        }

        if (plan.NeedsLayer4)
            yield return CaddyConfiguration.Layer4(plan);
        if (plan.NeedsHaproxy)
            yield return HaproxyConfiguration.Compile(plan, context);
    }
}
