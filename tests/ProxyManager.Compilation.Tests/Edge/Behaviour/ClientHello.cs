using System.Buffers.Binary;
using System.Text;

namespace ProxyManager.Compilation.Tests.Edge.Behaviour;

/// <summary>
/// A ClientHello (RFC 8446, 4.1.2) as browsers with a post-quantum key share send it: larger than a segment, the name behind the key share.
/// </summary>
internal static class ClientHello
{
    /// <summary>The client's share of X25519MLKEM768: an encapsulation key of 1184 bytes and 32 of X25519.</summary>
    private const int KeyShareLength = 1216;

    private const ushort X25519MlKem768 = 0x11ec;

    public static byte[] Create(string name)
    {
        byte[] extensions =
        [
            .. Extension(43, [2, .. Number(0x0304)]),
            .. Extension(10, Sized16(Number(X25519MlKem768))),
            .. Extension(13, Sized16(Number(0x0403))),
            .. Extension(51, Sized16([.. Number(X25519MlKem768), .. Sized16(new byte[KeyShareLength])])),
            .. Extension(0, Sized16([0, .. Sized16(Encoding.ASCII.GetBytes(name))])),
        ];
        byte[] body = [.. Number(0x0303), .. new byte[32], 32, .. new byte[32], .. Sized16(Number(0x1301)), 1, 0, .. Sized16(extensions)];
        byte[] handshake = [1, 0, .. Sized16(body)];
        return [22, .. Number(0x0301), .. Sized16(handshake)];
    }

    private static byte[] Extension(ushort type, byte[] data) => [.. Number(type), .. Sized16(data)];

    private static byte[] Sized16(byte[] data) => [.. Number((ushort)data.Length), .. data];

    private static byte[] Number(ushort value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        return bytes;
    }
}
