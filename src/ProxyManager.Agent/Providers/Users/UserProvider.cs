using ProxyManager.Agent.Tools;
using ProxyManager.Agent.Transactions;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Providers.Users;

/// <summary>System users that engines run as.</summary>
internal sealed class UserProvider : ResourceProvider
{
    private const string NoLogin = "/usr/sbin/nologin";

    /// <summary>Captured where there was no such user.</summary>
    private const string Absent = "";

    public override string Kind => "user";

    public override IReadOnlyList<Finding> Inspect(IReadOnlyList<Resource> resources, RunContext run) =>
        [.. resources.Cast<UserResource>().Select(u => Inspect(u, run)).OfType<Finding>()];

    /// <summary>Somebody who has the name by chance would lose home and shell. One with an origin is ours, or was taken over knowingly.</summary>
    public override IEnumerable<HostProblem> Preflight(Resource resource, RunContext run)
    {
        var user = (UserResource)resource;
        if (new PasswordFile(run.Files).Find(user.User) is not { } entry || (entry.Home == user.Home && entry.Shell == NoLogin)
            || new OriginStore(run.Files).Read().ContainsKey(user.Id))
            yield break;
        yield return new HostProblem(
            "PM3158",
            $"there is a user {user.User} already, with the home {entry.Home} and the shell {entry.Shell}, whom we did not make; nothing was changed",
            "give that account another name (`usermod --login`) or remove it; if nobody needs its home and shell, "
            + $"`usermod --home {user.Home} --shell {NoLogin} {user.User}` hands it to us. Then apply again");
    }

    /// <returns>The user's entry: whoever comes back has to own again what is theirs.</returns>
    public override string Capture(Resource resource, RunContext run) =>
        new PasswordFile(run.Files).Find(((UserResource)resource).User)?.ToString() ?? Absent;

    public override void Apply(Resource resource, RunContext run)
    {
        var user = (UserResource)resource;
        var accounts = new PasswordFile(run.Files);
        if (accounts.Find(user.User) is not { } entry)
        {
            // Somebody may have removed the user and left the group, which useradd refuses to make again.
            string[] group = new Accounts(run.Files).Group(user.User) is null ? ["--user-group"] : ["--gid", user.User];
            run.Tools.Require("useradd",
                ["--system", .. group, "--no-create-home", "--home-dir", user.Home, "--shell", NoLogin, "--", user.User]);
        }
        else
        {
            accounts.Set(user.User, entry with { Home = user.Home, Shell = NoLogin });
        }
    }

    public override void Restore(Resource resource, string captured, RunContext run)
    {
        var user = ((UserResource)resource).User;
        var accounts = new PasswordFile(run.Files);
        accounts.Tidy();
        var entry = accounts.Find(user);
        if ((entry?.ToString() ?? Absent) == captured)
            return;
        if (captured == Absent)
            run.Tools.Require("userdel", ["--", user]);
        else if (entry is null)
            BringBack(user, UserEntry.Parse(captured), run);
        else
            accounts.Set(user, UserEntry.Parse(captured));
    }

    private static void BringBack(string user, UserEntry entry, RunContext run)
    {
        if (new Accounts(run.Files).Group(user) is null)
            run.Tools.Require("groupadd", ["--system", "--gid", entry.Group, "--", user]);
        run.Tools.Require("useradd",
            ["--system", "--uid", entry.Id, "--gid", entry.Group, "--no-create-home", "--home-dir", entry.Home, "--shell", entry.Shell, "--", user]);
    }

    private static Finding? Inspect(UserResource user, RunContext run)
    {
        if (new PasswordFile(run.Files).Find(user.User) is not { } entry)
            return new Finding(user, ChangeAction.Create, [$"+ system user, home {user.Home}"]);
        List<string> lines = [];
        if (entry.Home != user.Home)
            lines.Add($"~ home {entry.Home} → {user.Home}");
        if (entry.Shell != NoLogin)
            lines.Add($"~ shell {entry.Shell} → {NoLogin}");
        return lines.Count == 0 ? null : new Finding(user, ChangeAction.Update, lines);
    }
}
