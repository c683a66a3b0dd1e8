using ProxyManager.Fleets;

namespace ProxyManager.Inventory.Editing;

/// <summary>What became of edits.</summary>
/// <param name="Files">The files that are to be written; none when nothing changes or they cannot be edited.</param>
/// <param name="Read">All files as they were read: what was validated is their sum.</param>
/// <param name="Changes">What happens to each item, in the order of the edits.</param>
/// <param name="Resolution">The inventory as it would be. Without a fleet, or with why the files cannot be edited, nothing may be written.</param>
public sealed record EditingResult(IReadOnlyList<FileEdit> Files, IReadOnlyList<InventoryFile> Read, IReadOnlyList<ItemChange> Changes, FleetResolution Resolution);
