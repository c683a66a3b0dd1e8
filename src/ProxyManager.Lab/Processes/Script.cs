namespace ProxyManager.Lab.Processes;

/// <summary>The lab's constant shell scripts; data reaches them as arguments only.</summary>
internal static class Script
{
    /// <summary>Text of the script <paramref name="name"/>, e.g. <c>build-image.sh</c>.</summary>
    public static string Text(string name)
    {
        using var stream = typeof(Script).Assembly.GetManifestResourceStream(name)
            ?? throw new ArgumentException($"There is no script '{name}'.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The command that runs it with <paramref name="arguments"/> as <c>$1</c>, <c>$2</c>, …</summary>
    public static IReadOnlyList<string> Command(string name, params string[] arguments) => ["sh", "-c", Text(name), name, .. arguments];
}
