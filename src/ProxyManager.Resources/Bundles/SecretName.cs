namespace ProxyManager.Resources;

/// <summary>A secret as a bundle names it. Its value is in no bundle: it comes beside it, and the host keeps it apart.</summary>
/// <param name="Id">What it is for, such as <c>peers/nas/presharedKey</c>; the same in every generation.</param>
/// <param name="Sha256">Hex SHA-256 of its bytes; null while nobody has resolved it: such a bundle can be compared, and no host applies it.</param>
public sealed record SecretName(string Id, string? Sha256 = null);
