namespace ProxyManager.Control;

/// <summary>
/// The function X25519 of RFC 7748, which the base class library does not offer. In constant time: no branch and no index depends on the
/// scalar. Field elements are 16 limbs of 16 bits, each with room for carries.
/// </summary>
internal static class X25519
{
    /// <summary>Bytes of a scalar, of a coordinate and of the result.</summary>
    public const int Length = 32;

    private const int Limbs = 16;

    /// <summary>The public key of a private one: the scalar times the base point, whose coordinate is 9.</summary>
    public static byte[] PublicKey(ReadOnlySpan<byte> privateKey)
    {
        Span<byte> basePoint = stackalloc byte[Length];
        basePoint[0] = 9;
        return Multiply(privateKey, basePoint);
    }

    /// <summary>RFC 7748, 5: the Montgomery ladder.</summary>
    /// <param name="scalar">32 bytes; clamped here.</param>
    /// <param name="coordinate">32 bytes; the topmost bit does not count.</param>
    public static byte[] Multiply(ReadOnlySpan<byte> scalar, ReadOnlySpan<byte> coordinate)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(scalar.Length, Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(coordinate.Length, Length);
        Span<byte> k = stackalloc byte[Length];
        scalar.CopyTo(k);
        k[0] &= 248;
        k[31] = (byte)((k[31] & 127) | 64);

        Span<long> x1 = stackalloc long[Limbs], x2 = stackalloc long[Limbs], z2 = stackalloc long[Limbs], x3 = stackalloc long[Limbs], z3 = stackalloc long[Limbs];
        Span<long> a = stackalloc long[Limbs], b = stackalloc long[Limbs], c = stackalloc long[Limbs], d = stackalloc long[Limbs], a24 = stackalloc long[Limbs];
        Unpack(x1, coordinate);
        x1.CopyTo(x3);
        x2[0] = z3[0] = 1;
        (a24[0], a24[1]) = (121665 & 0xffff, 121665 >> 16);
        for (var t = 254; t >= 0; t--)
        {
            var bit = (k[t >> 3] >> (t & 7)) & 1;
            Swap(x2, x3, bit);
            Swap(z2, z3, bit);
            Add(a, x2, z2);
            Subtract(b, x2, z2);
            Add(c, x3, z3);
            Subtract(d, x3, z3);
            Multiply(d, d, a);
            Multiply(c, c, b);
            Add(x3, d, c);
            Multiply(x3, x3, x3);
            Subtract(z3, d, c);
            Multiply(z3, z3, z3);
            Multiply(z3, z3, x1);
            Multiply(a, a, a);
            Multiply(b, b, b);
            Multiply(x2, a, b);
            Subtract(c, a, b);
            Multiply(d, c, a24);
            Add(d, d, a);
            Multiply(z2, c, d);
            Swap(x2, x3, bit);
            Swap(z2, z3, bit);
        }

        Invert(z2);
        Multiply(x2, x2, z2);
        k.Clear();
        return Pack(x2);
    }

    private static void Add(Span<long> sum, ReadOnlySpan<long> a, ReadOnlySpan<long> b)
    {
        for (var i = 0; i < Limbs; i++)
            sum[i] = a[i] + b[i];
    }

    private static void Subtract(Span<long> difference, ReadOnlySpan<long> a, ReadOnlySpan<long> b)
    {
        for (var i = 0; i < Limbs; i++)
            difference[i] = a[i] - b[i];
    }

    /// <summary>Modulo 2^255 - 19: what is above 2^256 counts 38 times.</summary>
    private static void Multiply(Span<long> product, ReadOnlySpan<long> a, ReadOnlySpan<long> b)
    {
        Span<long> wide = stackalloc long[(2 * Limbs) - 1];
        wide.Clear();
        for (var i = 0; i < Limbs; i++)
        {
            for (var j = 0; j < Limbs; j++)
                wide[i + j] += a[i] * b[j];
        }

        for (var i = 0; i < Limbs - 1; i++)
            wide[i] += 38 * wide[i + Limbs];
        wide[..Limbs].CopyTo(product);
        Carry(product);
        Carry(product);
    }

    /// <summary>Brings every limb to 16 bits; the last carry counts 38 times in the first.</summary>
    private static void Carry(Span<long> value)
    {
        for (var i = 0; i < Limbs; i++)
        {
            var carry = value[i] >> 16;
            value[i] -= carry << 16;
            if (i < Limbs - 1)
                value[i + 1] += carry;
            else
                value[0] += 38 * carry;
        }
    }

    /// <summary>Swaps where the bit is 1, without a branch.</summary>
    private static void Swap(Span<long> a, Span<long> b, int bit)
    {
        var mask = -(long)bit;
        for (var i = 0; i < Limbs; i++)
        {
            var difference = mask & (a[i] ^ b[i]);
            a[i] ^= difference;
            b[i] ^= difference;
        }
    }

    /// <summary>To the power of p - 2, whose bits are all 1 but 2 and 4 (Fermat).</summary>
    private static void Invert(Span<long> value)
    {
        Span<long> power = stackalloc long[Limbs];
        value.CopyTo(power);
        for (var bit = 253; bit >= 0; bit--)
        {
            Multiply(power, power, power);
            if (bit is not (2 or 4))
                Multiply(power, power, value);
        }

        power.CopyTo(value);
    }

    private static void Unpack(Span<long> value, ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < Limbs; i++)
            value[i] = bytes[2 * i] + ((long)bytes[(2 * i) + 1] << 8);
        value[Limbs - 1] &= 0x7fff;
    }

    /// <summary>The one representation below p.</summary>
    private static byte[] Pack(ReadOnlySpan<long> value)
    {
        Span<long> reduced = stackalloc long[Limbs], less = stackalloc long[Limbs];
        value.CopyTo(reduced);
        for (var i = 0; i < 3; i++)
            Carry(reduced);
        for (var round = 0; round < 2; round++)
        {
            less[0] = reduced[0] - 0xffed;
            for (var i = 1; i < Limbs - 1; i++)
            {
                less[i] = reduced[i] - 0xffff - ((less[i - 1] >> 16) & 1);
                less[i - 1] &= 0xffff;
            }

            less[15] = reduced[15] - 0x7fff - ((less[14] >> 16) & 1);
            var isNegative = (int)((less[15] >> 16) & 1);
            less[14] &= 0xffff;
            Swap(reduced, less, 1 - isNegative);
        }

        var bytes = new byte[Length];
        for (var i = 0; i < Limbs; i++)
        {
            bytes[2 * i] = (byte)reduced[i];
            bytes[(2 * i) + 1] = (byte)(reduced[i] >> 8);
        }

        return bytes;
    }
}
