using ProxyManager.Control;

namespace ProxyManager.Cmdlets.Output;

/// <summary>A rendered configuration of a host.</summary>
/// <param name="Fleet">Name of the fleet.</param>
/// <param name="Host">Name of the host.</param>
/// <param name="Name">File name.</param>
/// <param name="Length">Characters.</param>
/// <param name="Content">The text.</param>
/// <param name="Inventory">The inventory that it comes from.</param>
public sealed record ConfigFile(string Fleet, string Host, string Name, int Length, string Content, string Inventory)
{
    internal static ConfigFile Of(RenderedFile file, string fleet, string inventory) =>
        new(fleet, Path.GetDirectoryName(file.Path)!, Path.GetFileName(file.Path), file.Content.Length, file.Content, inventory);
}
