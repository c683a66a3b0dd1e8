using ProxyManager.Inventory;

namespace ProxyManager.Formats.Yaml;

/// <summary>A node and how large it is.</summary>
/// <param name="Node">The node.</param>
/// <param name="Nodes">Values in it, itself included, aliases counted as what they stand for.</param>
/// <param name="Depth">Mappings and lists within each other; 0 for a scalar.</param>
internal readonly record struct BuiltNode(InventoryNode Node, int Nodes, int Depth);
