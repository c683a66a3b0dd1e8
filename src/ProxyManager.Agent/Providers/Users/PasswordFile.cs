using System.Text;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Providers.Users;

/// <summary>
/// Homes and shells of users, passwd(5). Written here, under the lock of all tools that do so: usermod(8) refuses to move the home of a user
/// who has processes, and an engine's user always has.
/// </summary>
internal sealed class PasswordFile(HostFiles files)
{
    private const string FilePath = "/etc/passwd";

    /// <summary>What lckpwdf(3) locks.</summary>
    private const string LockPath = "/etc/.pwd.lock";

    /// <summary>Names of people may stand there in any encoding: each byte is a character, so that what is not ours stays as it is.</summary>
    private static readonly Encoding Text = Encoding.Latin1;

    private const int IdField = 2;
    private const int GroupField = 3;
    private const int HomeField = 5;
    private const int ShellField = 6;

    /// <summary>The entry of a user; null when there is none.</summary>
    public UserEntry? Find(string user) => Lines().Select(Fields).FirstOrDefault(f => IsOf(user, f)) is { } fields
        ? new UserEntry(fields[IdField], fields[GroupField], fields[HomeField], fields[ShellField])
        : null;

    /// <summary>Removes what a run left that was killed while it changed the file.</summary>
    public void Tidy() => files.DiscardUnfinished(FilePath);

    /// <summary>Changes home and shell of a user who is there.</summary>
    /// <exception cref="IOException">Another program changes the file now.</exception>
    public void Set(string user, UserEntry entry)
    {
        using var held = new FileStream(files.Resolve(LockPath), FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        held.Lock(0, 0);
        var ownership = files.Ownership(FilePath)!;
        files.Write(FilePath, Text.GetBytes(string.Join('\n', Lines().Select(line => Changed(line, user, entry)))), ownership.Mode, ownership.User, ownership.Group);
    }

    private static string Changed(string line, string user, UserEntry entry)
    {
        var fields = Fields(line);
        if (!IsOf(user, fields))
            return line;
        fields[HomeField] = entry.Home;
        fields[ShellField] = entry.Shell;
        return string.Join(':', fields);
    }

    private static string[] Fields(string line) => line.Split(':');

    private static bool IsOf(string user, string[] fields) => fields.Length == ShellField + 1 && fields[0] == user;

    private string[] Lines() => Text.GetString(files.ReadBytes(FilePath) ?? []).Split('\n');
}
