namespace ProxyManager.Inventory.Shapes;

/// <summary>A key of a mapping.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Shape">What its value must look like.</param>
/// <param name="Description">What it means, its default and its unit: what an editor shows.</param>
/// <param name="Required">It must be there.</param>
/// <param name="AbsenceIsResolved">Its absence is reported when the fleet is resolved, which can say what to write.</param>
public sealed record ShapeKey(string Name, Shape Shape, string Description, bool Required = false, bool AbsenceIsResolved = false);
