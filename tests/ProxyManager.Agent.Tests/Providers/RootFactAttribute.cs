namespace ProxyManager.Agent.Tests.Providers;

/// <summary>A test against the real kernel and real programs, in a network namespace of its own. Skipped, with the reason, where it cannot run.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RootFactAttribute : FactAttribute
{
    private static readonly string[] Directories = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

    /// <param name="programs">What the test runs; a name in capitals is an environment variable that has the path.</param>
    public RootFactAttribute(params string[] programs)
    {
        if (!Environment.IsPrivilegedProcess)
            Skip = "needs root for a network namespace";
        else if (programs.FirstOrDefault(p => !IsThere(p)) is { } missing)
            Skip = $"needs {missing}";
    }

    private static bool IsThere(string program) => program.All(c => char.IsAsciiLetterUpper(c) || c == '_')
        ? File.Exists(Environment.GetEnvironmentVariable(program))
        : Directories.Any(d => File.Exists(Path.Combine(d, program)));
}
