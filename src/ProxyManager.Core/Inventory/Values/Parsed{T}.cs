namespace ProxyManager.Inventory.Values;

/// <summary>What became of a text: a value, or what is wrong with it.</summary>
public readonly record struct Parsed<T>
{
    internal Parsed(T? value, string? problem, string? suggestion)
    {
        Value = value;
        Problem = problem;
        Suggestion = suggestion;
    }

    /// <summary>The value; the default where <see cref="Problem"/> is not null.</summary>
    public T? Value { get; }

    /// <summary>What is wrong, to follow the quoted text, such as <c>has host bits set</c>; null when nothing is.</summary>
    public string? Problem { get; }

    /// <summary>The text that was probably meant; null when none is near.</summary>
    public string? Suggestion { get; }
}
