namespace ProxyManager.Inventory.Values;

/// <summary>Makes <see cref="Parsed{T}"/>.</summary>
public static class Parsed
{
    public static Parsed<T> Good<T>(T value) => new(value, null, null);

    /// <param name="problem">To follow the quoted text, such as <c>has host bits set</c>.</param>
    /// <param name="suggestion">The text that was probably meant.</param>
    public static Parsed<T> Bad<T>(string problem, string? suggestion = null) => new(default, problem, suggestion);
}
