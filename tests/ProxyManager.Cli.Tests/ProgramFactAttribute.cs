namespace ProxyManager.Cli.Tests;

/// <summary>A test that needs a program of the machine; where it is missing the test is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProgramFactAttribute : FactAttribute
{
    public ProgramFactAttribute(string program)
    {
        if (!Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(d => File.Exists(Path.Combine(d, program))))
            Skip = $"this machine lacks {program}";
    }
}
