using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ProxyManager.Inventory;

/// <summary>
/// The digest of an inventory: SHA-256 over its files in the order in which they are read, for each the length of its name (4 bytes, big endian), its name in
/// UTF-8, the length of its content (8 bytes, big endian) and its content. A name is the last part of the path, so that the same
/// inventory has the same digest wherever it is checked out.
/// </summary>
public static class InventoryDigest
{
    /// <summary>Lower-case hex.</summary>
    public static string Of(IEnumerable<InventoryFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[8];
        foreach (var file in files)
        {
            var name = Encoding.UTF8.GetBytes(Path.GetFileName(file.Path));
            BinaryPrimitives.WriteInt32BigEndian(length, name.Length);
            hash.AppendData(length[..4]);
            hash.AppendData(name);
            BinaryPrimitives.WriteInt64BigEndian(length, file.Content.Length);
            hash.AppendData(length);
            hash.AppendData(file.Content.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
