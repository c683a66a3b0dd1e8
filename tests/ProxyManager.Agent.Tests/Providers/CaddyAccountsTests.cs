using System.Security.Cryptography;
using ProxyManager.Agent.Providers.Caddy;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Tests.Providers;

public sealed class CaddyAccountsTests : IDisposable
{
    private const string Storage = "/var/lib/proxymanager-caddy";
    private const string Account = $"{Storage}/acme/ca.example.com-dir/users/ops@example.com/ops";

    private static readonly string OneAccount = Config("""{"module":"acme","ca":"https://ca.example.com/dir","email":"ops@example.com"}""");

    private readonly HostDirectory _host = new();
    private readonly RecordingTools _tools = new();

    [Theory]
    [InlineData("https://192.0.2.3:14000/dir", "admin@example.com", "192.0.2.3-14000-dir/users/admin@example.com/admin")]
    [InlineData("https://[2001:db8::3]:14000/dir", "admin@example.com", "2001-db8--3-14000-dir/users/admin@example.com/admin")]
    [InlineData("https://CA.example.com", "O.p+s@Example.com", "ca.example.com/users/o.p_plus_s@example.com/o.p_plus_s")]
    [InlineData("https://ca.example.com/acme/v2/", "ops@example.com", "ca.example.com-acme-v2/users/ops@example.com/ops")]
    [InlineData("https://ca.example.com/acme?profile=x", "ops@example.com", "ca.example.com-acme/users/ops@example.com/ops")]
    [InlineData("https://ca.example.com/a%20b/%2A", "ops@example.com", "ca.example.com-a_b-wildcard_/users/ops@example.com/ops")]
    public void Of_DirectoryAndContact_IsWhereCaddyLooks(string directory, string email, string place) =>
        CaddyAccounts.Of(Config($$"""{"module":"acme","ca":"{{directory}}","email":"{{email}}"}""")).ShouldHaveSingleItem().Place.ShouldBe($"{Storage}/acme/{place}");

    [Theory]
    [InlineData("""{"module":"acme"}""")]
    [InlineData("""{"module":"acme","ca":"https://acme-v02.api.letsencrypt.org/directory"}""")]
    public void Of_LetsEncrypt_IsItsStagingEnvironmentToo(string issuer) =>
        CaddyAccounts.Of(Config(issuer)).ShouldBe(
        [
            ($"{Storage}/acme/acme-v02.api.letsencrypt.org-directory/users/default/default", """{"status":""}"""),
            ($"{Storage}/acme/acme-staging-v02.api.letsencrypt.org-directory/users/default/default", """{"status":""}"""),
        ]);

    [Theory]
    [InlineData("""{"admin":{"listen":"unix//run/x"}}""")]
    [InlineData("""{"apps":{"tls":{"automation":{"policies":[{"issuers":[{"module":"internal"}]}]}}}}""")]
    public void Prepare_NobodyIsAsked_DoesNothing(string config)
    {
        CaddyAccounts.Prepare(config, _host.Context(_tools));

        _tools.Calls.ShouldBeEmpty();
    }

    [Fact]
    public void Prepare_NoAccountYet_GivesAKeyThatIsOnNoCommandLineAsTheUserOfTheEdge()
    {
        CaddyAccounts.Prepare(OneAccount, _host.Context(_tools));

        var (command, input) = _tools.Calls[^1];
        command.ShouldStartWith("setpriv --reuid=proxymanager --regid=proxymanager --clear-groups --no-new-privs ");
        command.ShouldEndWith($$""" {{Account}} {"status":"","contact":["mailto:ops@example.com"]}""");
        using var key = ECDsa.Create();
        key.ImportFromPem(input);
        key.ExportParameters(includePrivateParameters: true).Curve.Oid.Value.ShouldBe("1.2.840.10045.3.1.7");
    }

    [Fact]
    public void Prepare_AccountIsThere_StaysAsItIs()
    {
        var run = _host.Context(_tools);
        run.Files.CreateDirectory(Path.GetDirectoryName(Account)!, FileModes.PrivateDirectory);
        run.Files.WriteText(Account + ".key", "");
        CaddyAccounts.Prepare(OneAccount, run);
        _tools.Calls.ShouldHaveSingleItem("an account without a registration is none");
        _tools.Calls.Clear();
        run.Files.WriteText(Account + ".json", "");

        CaddyAccounts.Prepare(OneAccount, run);

        _tools.Calls.ShouldBeEmpty();
    }

    [Fact]
    public void Prepare_Fails_Warns()
    {
        _tools.Result = new ToolResult(1, "", "mkdir: cannot create directory: No space left on device");
        var run = _host.Context(_tools);

        CaddyAccounts.Prepare(OneAccount, run);

        run.Warnings.ShouldHaveSingleItem().ShouldContain("No space left on device");
    }

    public void Dispose() => _host.Dispose();

    private static string Config(string issuer) => $$$$$"""{"apps":{"tls":{"automation":{"policies":[{"subjects":["a.example.com"],"issuers":[{{{{{issuer}}}}}]}]}}}}""";

    private sealed class RecordingTools : ITools
    {
        public List<(string Command, string? Input)> Calls { get; } = [];

        public ToolResult Result { get; set; } = new(0, "", "");

        public ToolResult Run(string program, IReadOnlyList<string> arguments, string? input = null, TimeSpan? timeout = null)
        {
            Calls.Add(($"{program} {string.Join(' ', arguments)}", input));
            return Result;
        }
    }
}
