using ProxyManager.Agent.Tools;
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

    /// <returns>The user's home directory.</returns>
    public override string Capture(Resource resource, RunContext run) => HomeOf(((UserResource)resource).User, run) ?? Absent;

    public override void Apply(Resource resource, RunContext run)
    {
        var user = (UserResource)resource;
        if (HomeOf(user.User, run) is null)
        {
            run.Tools.Require("useradd",
                ["--system", "--user-group", "--no-create-home", "--home-dir", user.Home, "--shell", NoLogin, "--", user.User]);
        }
        else
        {
            SetHome(user.User, user.Home, run);
        }
    }

    public override void Restore(Resource resource, string captured, RunContext run)
    {
        var user = ((UserResource)resource).User;
        if (HomeOf(user, run) is not { } home || home == captured)
            return;
        if (captured == Absent)
            run.Tools.Require("userdel", ["--", user]);
        else
            SetHome(user, captured, run);
    }

    private static void SetHome(string user, string home, RunContext run) => run.Tools.Require("usermod", ["--home", home, "--", user]);

    private static string? HomeOf(string user, RunContext run) => (run.Files.ReadText("/etc/passwd") ?? "")
        .Split('\n')
        .Select(line => line.Split(':'))
        .FirstOrDefault(entry => entry.Length >= 6 && entry[0] == user)?[5];

    private static Finding? Inspect(UserResource user, RunContext run) => HomeOf(user.User, run) switch
    {
        null => new Finding(user, ChangeAction.Create, [$"+ system user, home {user.Home}"]),
        var home when home != user.Home => new Finding(user, ChangeAction.Update, [$"~ home {home} → {user.Home}"]),
        _ => null,
    };
}
