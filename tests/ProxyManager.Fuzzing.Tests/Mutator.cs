using System.Text;

namespace ProxyManager.Fuzzing.Tests;

/// <summary>Changes inputs: bits, ranges, pieces of other inputs, and words that have a meaning to somebody.</summary>
/// <param name="random">Decides. The same seed gives the same inputs.</param>
internal sealed class Mutator(Random random)
{
    /// <summary>No input grows further.</summary>
    private const int MaxBytes = 256 * 1024;

    private const int MaxChanges = 6;

    private static readonly byte[][] Words =
    [
        .. new[]
        {
            "\n", "\r\n", "\0", "\t", " ", "\"", "'", "\\", "`", "$()", "${x}", "{{ }}", "{", "}", "[", "]", "(", ")", ":", ",", ";", "#", "-", "--", "/", "..", "%s", "&a", "*a", "<<: *a",
            "!!str ", "|", ">", "? ", "---", "...", "null", "true", "~", "\"\"", "{}", "[]", "0", "-1", "1e999", "2147483648", "9223372036854775808", "18446744073709551616", "0x", "NaN",
            "::", "fd20::1", "0.0.0.0/0", "\uFEFF", "\u202E", "\uD83D\uDE00", "\\u0000", "\\uD800", "[Peer]", "PublicKey = ", "chain x {", "elements = {", "default", "dst", "\"$type\":",
        }.Select(Encoding.UTF8.GetBytes),
        [0xC3], [0xFF, 0xFE], [0xED, 0xA0, 0x80],
    ];

    /// <summary>An input made of others.</summary>
    public byte[] Mutate(byte[] input, byte[] other)
    {
        var changed = new List<byte>(input);
        for (var left = random.Next(1, MaxChanges + 1); left > 0; left--)
            Change(changed, other);
        return changed.Count <= MaxBytes ? [.. changed] : [.. changed.Take(MaxBytes)];
    }

    private void Change(List<byte> bytes, byte[] other)
    {
        var at = random.Next(bytes.Count + 1);
        var length = Math.Min(random.Next(1, 1 << random.Next(1, 10)), bytes.Count - at);
        switch (random.Next(7))
        {
            case 0 when length > 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when length > 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                var from = random.Next(other.Length + 1);
                bytes.InsertRange(at, other[from..Math.Min(other.Length, from + random.Next(64))]);
                break;
            case 5:
                var word = Words[random.Next(Words.Length)];
                bytes.RemoveRange(at, Math.Min(length, word.Length));
                bytes.InsertRange(at, word);
                break;
            default:
                bytes.InsertRange(at, Words[random.Next(Words.Length)]);
                break;
        }
    }
}
