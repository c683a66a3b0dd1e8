using System.Reflection;
using System.Runtime.Loader;

namespace ProxyManager.Cmdlets.Isolation;

/// <summary>
/// Loads the third-party packages of <c>bin/deps</c> apart from everybody else's, so that another module may have loaded another version of
/// them. What is not there, such as Core with the types that both sides share, comes from the default context.
/// </summary>
/// <param name="directory">The directory with the packages.</param>
internal sealed class FormatsContext(string directory) : AssemblyLoadContext("ProxyManager.Formats")
{
    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        ArgumentNullException.ThrowIfNull(assemblyName);
        var path = Path.Combine(directory, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
