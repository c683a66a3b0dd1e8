using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace ProxyManager.Lab.Plans;

/// <summary>What labs and their parts are called on the machine.</summary>
internal static partial class LabNames
{
    private const int MaxLength = 20;
    private const int SuffixLength = 6;

    /// <summary>A lab's name: part of names of network namespaces, cgroups and machines.</summary>
    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,18}[a-z0-9])?$")]
    public static partial Regex Lab { get; }

    /// <summary>A host's name (RFC 1123 label).</summary>
    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$")]
    public static partial Regex Host { get; }

    /// <summary>A user's name, as Debian's useradd(8) takes it.</summary>
    [GeneratedRegex("^[a-z_][a-z0-9_-]{0,31}$")]
    public static partial Regex User { get; }

    /// <summary>A name or address in ssh_config(5) and hosts(5), without their patterns and white space.</summary>
    [GeneratedRegex("^[A-Za-z0-9_][A-Za-z0-9._:-]{0,252}$")]
    public static partial Regex Address { get; }

    /// <summary>A fleet's name made fit for a lab.</summary>
    public static string FromFleet(string fleet) => Shorten(fleet, MaxLength);

    /// <summary><paramref name="name"/>, shortened, with a random end.</summary>
    public static string Unique(string name) =>
        $"{Shorten(name, MaxLength - SuffixLength - 1)}-{RandomNumberGenerator.GetHexString(SuffixLength, lowercase: true)}";

    private static string Shorten(string name, int length)
    {
        var clean = Unfit.Replace(name.ToLowerInvariant(), "-").Trim('-');
        return (clean.Length > length ? clean[..length].TrimEnd('-') : clean) is { Length: > 0 } fit ? fit : "lab";
    }

    [GeneratedRegex("[^a-z0-9-]+")]
    private static partial Regex Unfit { get; }
}
