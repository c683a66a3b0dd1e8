using ProxyManager.Inventory.Shapes;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Inventory.Locks;

/// <summary>The shape of a lock. It comes from git like the inventory, and is trusted no more.</summary>
internal static class LockShape
{
    public static readonly ScalarForm<string> HostId = new PatternForm("a host id (hex)", "^[0-9a-f]{32,64}$");
    public static readonly ScalarForm<string> SshHostKey = new PatternForm("an SSH host key: TYPE BASE64", "^[a-z0-9@.-]{1,64} [A-Za-z0-9+/]{40,2000}={0,2}$");
    public static readonly ScalarForm<string> CaddyVersion = new PatternForm("a version", "^[0-9A-Za-z][0-9A-Za-z.+~-]{0,63}$");

    private static readonly Shape Flag = new ScalarShape(BooleanForm.Instance);

    public static MappingShape Root { get; } = new(
        "a lock",
        new ShapeKey("hosts", new ItemsShape("hosts", NameForm.Item, new MappingShape(
            "a host of the lock",
            new ShapeKey("hostId", new ScalarShape(HostId), "App-specific hash of the machine id.", Required: true),
            new ShapeKey("publicKey", new ScalarShape(PublicKeyForm.Instance), "WireGuard public key.", Required: true),
            new ShapeKey("sshHostKeys", new ListShape(new ScalarShape(SshHostKey)), "SSH host public keys.", Required: true),
            new ShapeKey("sshPort", new ScalarShape(IntegerForm.Port), "The port that sshd listens on.", Required: true),
            new ShapeKey("caddyVersion", new ScalarShape(CaddyVersion), "Version of the host's Caddy; absent without one."),
            new ShapeKey("caddyLayer4", Flag, "That Caddy has the layer4 app.", Required: true),
            new ShapeKey("forwardingV4", Flag, "IPv4 forwarding was on before.", Required: true),
            new ShapeKey("forwardingV6", Flag, "IPv6 forwarding was on before.", Required: true),
            new ShapeKey("ssh", new ScalarShape(SshTargetForm.Instance), "How it was reached, so that it can be retired without the inventory."),
            new ShapeKey("become", new ScalarShape(WordForms.Become), "It ran the agent by sudo."))),
            "What hosts made themselves, by name.", Required: true));
}
