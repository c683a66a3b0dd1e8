using System.Globalization;

namespace ProxyManager.Agent.Tools;

/// <summary>Permissions in octal, as chmod(1) takes them.</summary>
internal static class FileModes
{
    /// <summary>0755.</summary>
    public const UnixFileMode Executable = WorldReadable
        | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>0644.</summary>
    public const UnixFileMode WorldReadable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>0600.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>0700.</summary>
    public const UnixFileMode PrivateDirectory = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Reads octal digits.</summary>
    /// <exception cref="FormatException">The text is no octal number.</exception>
    public static UnixFileMode Parse(string octal)
    {
        try
        {
            return (UnixFileMode)(Convert.ToInt32(octal, 8) & 0xfff);
        }
        catch (ArgumentException e)
        {
            throw new FormatException($"'{octal}' is no octal mode", e);
        }
    }

    /// <summary>Four octal digits, such as <c>0644</c>.</summary>
    public static string ToOctal(this UnixFileMode mode) => "0" + Convert.ToString((int)mode, 8).PadLeft(3, '0').ToString(CultureInfo.InvariantCulture);
}
