using System.Text;

namespace ProxyManager.Agent.Tools;

/// <summary>The host's file system, below a root that tests can set.</summary>
/// <param name="root">Empty on a real host.</param>
internal sealed class HostFiles(string root = "")
{
    /// <summary>The real path of an absolute path of the host.</summary>
    public string Resolve(string path) => root + path;

    public bool Exists(string path) => File.Exists(Resolve(path));

    /// <summary>The text of a file; null when there is none.</summary>
    public string? ReadText(string path)
    {
        try
        {
            return File.ReadAllText(Resolve(path), Encoding.UTF8);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
