using System.Net.Sockets;
using System.Reflection;
using Xunit.Sdk;

namespace ProxyManager.EndToEnd.Tests.Routes;

/// <summary>Rows for the gateway with HAProxy: its name and each address family.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnHaproxyAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [["ams1", AddressFamily.InterNetwork], ["ams1", AddressFamily.InterNetworkV6]];
}
