using System.Text.Json;

namespace ProxyManager.Resources.Tests;

/// <summary>A bundle as a host really gets it, with every bit of it the wrong way round, one at a time.</summary>
public sealed class EveryBitTests : IDisposable
{
    private readonly SigningKey _key = SigningKey.Create();

    [Fact]
    public void Open_AnyFlippedBit_IsRefusedWithAReason()
    {
        var envelope = Envelope.Seal(Bundle(), _key);
        Envelope.Open(envelope, [_key.Public]).Resources.Count.ShouldBeGreaterThan(20);
        var accepted = new List<string>();

        Parallel.For(0, envelope.Length, at =>
        {
            var tampered = envelope.ToArray();
            for (var bit = 0; bit < 8; bit++)
            {
                tampered[at] = (byte)(envelope[at] ^ (1 << bit));
                try
                {
                    Envelope.Open(tampered, [_key.Public]);
                    lock (accepted)
                        accepted.Add($"byte {at}, bit {bit}");
                }
                catch (BundleException e)
                {
                    e.Message.ShouldNotBeEmpty();
                }
            }
        });

        accepted.ShouldBeEmpty();
    }

    [Fact]
    public void Open_AnyPrefix_IsRefused()
    {
        var envelope = Envelope.Seal(Bundle(), _key);

        for (var length = 0; length < envelope.Length; length++)
            Should.Throw<BundleException>(() => Envelope.Open(envelope.AsSpan(0, length), [_key.Public]), $"{length} bytes");
    }

    public void Dispose() => _key.Dispose();

    /// <summary>What is compiled for a managed peer.</summary>
    private static Bundle Bundle() => new(
        "acme",
        "nuc",
        "0123456789abcdef0123456789abcdef",
        1_764_000_000_000,
        new InventoryStamp(new string('d', 64), new string('c', 40), true),
        new HostExpectation(22, "dXV1dXV1dXV1dXV1dXV1dXV1dXV1dXV1dXV1dXV1dXU=", null, new AdminAccess(22, ["0.0.0.0/0", "::/0"])),
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "host-nuc.resources.jsonl")).Select(l => JsonSerializer.Deserialize(l, ResourcesJson.Wire.Resource)!)]);
}
