using ProxyManager.Inventory.Values;

namespace ProxyManager.Inventory.Tests.Values;

public sealed class ScalarFormTests
{
    private static readonly string Label63 = new('a', 63);
    private static readonly string Name253 = string.Join('.', Label63, Label63, Label63, new string('a', 61));

    public static TheoryData<string, bool> Names => new()
    {
        { "a", true }, { "0", true }, { "a-b", true }, { Label63, true }, { Label63 + "a", false }, { "", false }, { "-a", false }, { "a-", false }, { "A", false },
        { "a_b", false }, { "a.b", false }, { "é", false }, { "all", false }, { "gateways", false }, { "peers", false }, { "managed", false }, { "self", false }, { "ALL", false }, { "alles", true },
    };

    public static TheoryData<string, bool> DnsNames => new()
    {
        { "example.com", true }, { "EXAMPLE.com", true }, { "localhost", true }, { "a-b.c--d.example", true }, { "xn--bcher-kva.example", true }, { "*.example.com", true },
        { Name253, true }, { "a" + Name253, false }, { Label63 + "a.example", false }, { "*", false }, { "a.*.example.com", false }, { "*a.example.com", false }, { "*.*.example.com", false },
        { "bücher.example", false }, { "a_b.example", false }, { "-a.example", false }, { "a-.example", false }, { "a..example", false }, { "example.com.", false }, { ".example", false }, { "", false },
        { "203.0.113.10", false }, { "2001:db8::1", false }, { "[2001:db8::1]", false }, { "1.2.3", false },
    };

    public static TheoryData<string, bool> Durations => new()
    {
        { "5s", true }, { "5000ms", true }, { "4999ms", false }, { "4s", false }, { "1d", true }, { "24h", true }, { "1440m", true }, { "86401s", false }, { "2d", false },
        { "30", false }, { "30 s", false }, { "1.5m", false }, { "-5s", false }, { "5S", false }, { "999999999d", false }, { "1h30m", false },
    };

    public static TheoryData<string, bool> Paths => new()
    {
        { "/", true }, { "/admin", true }, { "/admin/", true }, { "/a/b-c_d.e~f@g:h+i=j,k", true }, { "admin", false }, { "", false }, { "/*", false }, { "/a*", false }, { "/a?b", false }, { "/[a]", false },
        { "/{path}", false }, { "/a\\b", false }, { "/a%2e", false }, { "/a#b", false }, { "/a b", false }, { "/a/../b", false }, { "/a//b", false }, { "/é", false }, { "/$a", false }, { "/\"a", false },
    };

    public static TheoryData<string, bool> SshTargets => new()
    {
        { "nas", true }, { "root@nas.lan", true }, { "admin@198.51.100.7:2222", true }, { "[2001:db8::1]", true }, { "root@[2001:db8::1]:22", true }, { "my_alias", true },
        { "2001:db8::1", false }, { "-oProxyCommand=x", false }, { "root@-x", false }, { "-l@nas", false }, { "a b", false }, { "nas:0", false }, { "nas:65536", false }, { "nas:", false }, { "@nas", false }, { "root@", false },
        { "nas;reboot", false }, { "$(reboot)", false }, { "nas\n", false }, { "[nas]", false }, { "", false },
    };

    public static TheoryData<string, bool> OverlayV4 => new()
    {
        { "10.0.0.0/8", true }, { "10.20.30.0/30", true }, { "10.0.0.0/7", false }, { "10.20.30.0/31", false }, { "10.20.0.1/16", false }, { "10.20.0.0", false }, { "010.0.0.0/8", false }, { "fd20::/64", false }, { "10.0.0.0/08", false },
    };

    public static TheoryData<string, bool> OverlayV6 => new()
    {
        { "fd20::/48", true }, { "fd20::/96", true }, { "fd20::/47", false }, { "fd20::/97", false }, { "fd20::1/64", false }, { "10.0.0.0/8", false }, { "::ffff:10.0.0.0/96", false },
    };

    public static TheoryData<string, bool> Ranges => new()
    {
        { "1", true }, { "65535", true }, { "0", false }, { "65536", false }, { "0x50", true }, { "1-65535", true }, { "80-80", true }, { "81-80", false }, { "0-80", false }, { "80-65536", false }, { "80-", false }, { "-80", false }, { "80 - 81", false }, { "080-081", false },
    };

    public static TheoryData<string, bool> Descriptions => new()
    {
        { "", true }, { "Büro: 'NAS' #1 {x} \"y\" \\ $z 😀", true }, { new string('a', 500), true }, { new string('a', 501), false }, { string.Concat(Enumerable.Repeat("😀", 500)), true },
        { "a\nb", false }, { "a\tb", false }, { "a\u001b[31m", false }, { "a\u202eb", false }, { "a\u2028b", false }, { "a\ud800", false }, { "a\u200db", true },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Parse_Name_TakesLowerCaseLabels(string text, bool good) => IsGood(NameForm.Item, text).ShouldBe(good);

    [Theory]
    [MemberData(nameof(DnsNames))]
    public void Parse_DnsName_TakesNamesOfHosts(string text, bool good) => IsGood(DnsNameForm.Instance, text).ShouldBe(good);

    [Theory]
    [MemberData(nameof(Durations))]
    public void Parse_Reconcile_TakesFiveSecondsToOneDay(string text, bool good) => IsGood(DurationForm.Reconcile, text).ShouldBe(good);

    /// <summary>Caddy reads <c>*</c>, <c>{}</c> and escapes in paths that it matches.</summary>
    [Theory]
    [MemberData(nameof(Paths))]
    public void Parse_Path_TakesOnlyWhatNoProgramGivesAMeaning(string text, bool good) => IsGood(UrlPathForm.Instance, text).ShouldBe(good);

    [Theory]
    [MemberData(nameof(SshTargets))]
    public void Parse_SshTarget_TakesNothingThatSshOrAShellReadsOtherwise(string text, bool good) => IsGood(SshTargetForm.Instance, text).ShouldBe(good);

    [Theory]
    [MemberData(nameof(OverlayV4))]
    public void Parse_OverlayV4_TakesPrefixesFrom8To30(string text, bool good) => IsGood(CidrForm.OverlayV4, text).ShouldBe(good);

    [Theory]
    [MemberData(nameof(OverlayV6))]
    public void Parse_OverlayV6_TakesPrefixesFrom48To96(string text, bool good) => IsGood(CidrForm.OverlayV6, text).ShouldBe(good);

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Parse_PortRange_TakesAToB(string text, bool good) => IsGood(PortRangeForm.Instance, text).ShouldBe(good);

    [Theory]
    [MemberData(nameof(Descriptions))]
    public void Parse_Description_TakesPrintableTextOfOneLine(string text, bool good) => IsGood(DescriptionForm.Instance, text).ShouldBe(good);

    private static bool IsGood<T>(ScalarForm<T> form, string text) => form.Parse(text).Problem is null;
}
