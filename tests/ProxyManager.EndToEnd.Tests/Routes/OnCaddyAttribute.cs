using System.Net.Sockets;
using System.Reflection;
using Xunit.Sdk;

namespace ProxyManager.EndToEnd.Tests.Routes;

/// <summary>Rows for the gateway with Caddy: its name and each address family; skipped where there is no Caddy with layer4.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnCaddyAttribute : DataAttribute
{
    public OnCaddyAttribute() => Skip = LabEnvironment.MissingCaddy;

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [["fra1", AddressFamily.InterNetwork], ["fra1", AddressFamily.InterNetworkV6]];
}
