namespace ProxyManager.Fleets;

/// <summary>One port, or a range of ports.</summary>
/// <param name="First">1–65535.</param>
/// <param name="Last">At least <paramref name="First"/>.</param>
public readonly record struct PortRange(int First, int Last)
{
    /// <summary>How many ports.</summary>
    public int Length => Last - First + 1;

    public override string ToString() => First == Last ? $"{First}" : $"{First}-{Last}";
}
