using System.Text;
using ProxyManager.Resources;

namespace ProxyManager.Fuzzing.Tests.Targets;

/// <summary>What hosts accept only with a signature, and the keys themselves.</summary>
internal static class BundleTargets
{
    private static readonly SigningKey Key = SigningKey.Create();

    /// <summary>A bundle of a host.</summary>
    public static readonly Bundle Sample = new(
        "acme", "ams1", "0123456789abcdef0123456789abcdef", FuzzedHost.Generation, InventoryStamp.None, new HostExpectation(22, null, null, null),
        [new SysctlResource("net.ipv4.ip_forward", "1"), new FileResource("/etc/proxymanager/x", "text", "0644", "root:root")]);

    private static readonly byte[] Sealed = Seal(Sample);

    public static IEnumerable<FuzzTarget> All() =>
    [
        new("a bundle", [Sealed], Open),
        new("a bundle that a host keeps", [Sealed], input => Answer(() => Envelope.Read(input))),
        new("a public key", Corpus.Texts(Key.Public.ToString()), input => Answer(() => VerificationKey.Parse(Encoding.UTF8.GetString(input)))),
        new("a private key", Corpus.Texts(Key.ToPem()), input => Answer(() => SigningKey.FromPem(Encoding.UTF8.GetString(input)).Dispose())),
    ];

    /// <summary>Signs a bundle.</summary>
    public static byte[] Seal(Bundle bundle) => Envelope.Seal(bundle, Key);

    private static string Open(byte[] input) => Answer(() =>
    {
        Envelope.Open(input, [Key.Public]);
        input.ShouldBe(Sealed);
    });

    private static string Answer(Action read)
    {
        try
        {
            read();
            return "accepted";
        }
        catch (BundleException e)
        {
            return e.Message;
        }
    }
}
