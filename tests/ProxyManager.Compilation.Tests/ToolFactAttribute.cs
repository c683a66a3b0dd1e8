namespace ProxyManager.Compilation.Tests;

/// <summary>A test that needs programs of the machine, and root where they do; skipped with the reason where something is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ToolFactAttribute : FactAttribute
{
    /// <param name="programs">Names of programs on the search path.</param>
    public ToolFactAttribute(params string[] programs)
    {
        var missing = programs.Where(p => !IsOnPath(p)).ToList();
        if (missing.Count > 0)
            Skip = $"needs {string.Join(", ", missing)}";
        else if (!Environment.IsPrivilegedProcess)
            Skip = "needs root";
    }

    private static bool IsOnPath(string program) => $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin"
        .Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Any(directory => File.Exists(Path.Combine(directory, program)));
}
