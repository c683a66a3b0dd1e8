using ProxyManager.Resources;

namespace ProxyManager.Control;

/// <summary>What an apply brings to a host, or why it brings nothing.</summary>
/// <param name="Bundle">The content; null when it is refused.</param>
/// <param name="Warnings">What the user should know about it.</param>
/// <param name="Refusal">The result of the host where <paramref name="Bundle"/> is null.</param>
internal sealed record ApplyContent(Bundle? Bundle, IReadOnlyList<string> Warnings, HostResult? Refusal)
{
    public static ApplyContent Of((Bundle Bundle, IReadOnlyList<string> Warnings) made) => new(made.Bundle, made.Warnings, null);
}
