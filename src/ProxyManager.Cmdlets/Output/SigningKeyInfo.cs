namespace ProxyManager.Cmdlets.Output;

/// <summary>A signing key that was made.</summary>
/// <param name="Path">File with the private half, mode 0600; the public half is beside it as <c>FILE.pub</c>.</param>
/// <param name="KeyId">Hex SHA-256 of the public half.</param>
/// <param name="PublicKey">The public half in the one-line form that <c>trust:</c> takes.</param>
public sealed record SigningKeyInfo(string Path, string KeyId, string PublicKey);
