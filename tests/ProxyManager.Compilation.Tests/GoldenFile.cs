using System.Runtime.CompilerServices;

namespace ProxyManager.Compilation.Tests;

/// <summary>Rendered artefacts are compared byte for byte with files below <c>Golden/</c>. With <c>PM_UPDATE_GOLDEN=1</c> they are written instead.</summary>
internal static class GoldenFile
{
    public static void ShouldMatch(string name, string text, [CallerFilePath] string caller = "")
    {
        var path = Path.Combine(Directory(), name);
        if (Environment.GetEnvironmentVariable("PM_UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, text);
        File.Exists(path).ShouldBeTrue($"{path} is missing ({Path.GetFileName(caller)})");
        text.ShouldBe(File.ReadAllText(path), name);
    }

    private static string Directory([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "Golden");
}
