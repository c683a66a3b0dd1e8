namespace ProxyManager.Agent.Tests.Providers;

/// <summary>What <see cref="RootFactAttribute"/> is for one test, for one with rows.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RootTheoryAttribute : TheoryAttribute
{
    /// <param name="programs">What the test runs.</param>
    public RootTheoryAttribute(params string[] programs) => Skip = new RootFactAttribute(programs).Skip;
}
