using System.Reflection;
using ProxyManager.Fleets;
using Xunit.Sdk;

namespace ProxyManager.Compilation.Tests.Edge.Behaviour;

/// <summary>Runs a theory on an engine, or skips it saying which program the machine lacks.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OnEngineAttribute : DataAttribute
{
    /// <param name="engine">The engine in front.</param>
    /// <param name="needsCaddy">The scenario has <c>http</c> routes.</param>
    /// <param name="oldCaddy">They are served by the Caddy of Debian 12.</param>
    public OnEngineAttribute(EdgeEngine engine, bool needsCaddy = false, bool oldCaddy = false)
    {
        Engine = engine;
        NeedsCaddy = needsCaddy;
        OldCaddy = oldCaddy;
        if (engine == EdgeEngine.Haproxy && EngineBinaries.Haproxy is null)
            Skip = "haproxy is not installed";
        else if (oldCaddy && EngineBinaries.OldCaddy is null)
            Skip = "the caddy on the path is not the 2.6 of Debian 12";
        else if (!oldCaddy && (engine == EdgeEngine.Caddy || needsCaddy) && EngineBinaries.CaddyWithLayer4 is null)
            Skip = "PM_CADDY names no Caddy with layer4, and none is on the path";
    }

    public EdgeEngine Engine { get; }

    public bool NeedsCaddy { get; }

    public bool OldCaddy { get; }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[Engine]];
}
