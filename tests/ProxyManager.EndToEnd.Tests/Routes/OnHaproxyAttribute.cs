using System.Net.Sockets;
using System.Reflection;
using Xunit.Sdk;

namespace ProxyManager.EndToEnd.Tests.Routes;

/// <summary>Rows for the gateway with HAProxy: its name and each address family.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnHaproxyAttribute : DataAttribute
{
    /// <summary>What is tested needs a current Caddy behind HAProxy.</summary>
    public bool NeedsCaddy
    {
        get;
        set
        {
            field = value;
            if (value)
                Skip = LabEnvironment.MissingCaddy;
        }
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [["ams1", AddressFamily.InterNetwork], ["ams1", AddressFamily.InterNetworkV6]];
}
