using ProxyManager.Control.Secrets;
using ProxyManager.Resources;

namespace ProxyManager.Control;

/// <summary>A bundle that names the hashes of its secrets, and the secrets that go beside it.</summary>
/// <param name="Bundle">The bundle. The generation is left at 0.</param>
/// <param name="Warnings">What the user should know about it.</param>
/// <param name="Secrets">What could be resolved.</param>
/// <param name="Unresolved">What could not; its names have no hash in the bundle.</param>
public sealed record ResolvedBundle(
    Bundle Bundle, IReadOnlyList<string> Warnings, IReadOnlyList<Secret> Secrets, IReadOnlyList<SecretException> Unresolved);
