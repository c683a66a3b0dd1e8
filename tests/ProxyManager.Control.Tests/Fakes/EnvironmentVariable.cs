namespace ProxyManager.Control.Tests.Fakes;

/// <summary>A variable of this process, until it is disposed of.</summary>
internal sealed class EnvironmentVariable : IDisposable
{
    public EnvironmentVariable(string name, string value)
    {
        Name = name;
        Environment.SetEnvironmentVariable(name, value);
    }

    public string Name { get; }

    public void Dispose() => Environment.SetEnvironmentVariable(Name, null);
}
