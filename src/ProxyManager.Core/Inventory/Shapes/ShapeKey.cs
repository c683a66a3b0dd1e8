namespace ProxyManager.Inventory.Shapes;

/// <summary>A key of a mapping.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Shape">What its value must look like.</param>
/// <param name="Description">What it means, with its unit.</param>
/// <param name="Required">It must be there.</param>
/// <param name="AbsenceIsResolved">Its absence is reported when the fleet is resolved, which can say what to write.</param>
public sealed record ShapeKey(string Name, Shape Shape, string Description, bool Required = false, bool AbsenceIsResolved = false)
{
    /// <summary>What counts where the key is absent; null where that goes without saying.</summary>
    public string? Default { get; init; }

    /// <summary>A value as it is written in YAML; null where the keys of the value have examples of their own.</summary>
    public string? Example { get; init; }

    /// <summary>What an editor shows.</summary>
    internal string Hint => Default is null ? Description : $"{Description} Default: {Default}.";
}
