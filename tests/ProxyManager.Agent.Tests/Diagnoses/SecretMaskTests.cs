using System.Diagnostics;
using ProxyManager.Agent.Diagnoses;

namespace ProxyManager.Agent.Tests.Diagnoses;

public sealed class SecretMaskTests
{
    private const string Public = "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=";
    private const string Secret = "cFWPajCSKhv0YR7ckwSiZPx+XX7tSfy1v6kqO08FEWk=";

    private readonly SecretMask _mask = new(new HashSet<string> { Public });

    [Theory]
    [InlineData($"peer: {Secret}", "peer: (masked)")]
    [InlineData($"{Public}\t{Secret}\t0", $"{Public}\t(masked)\t0")]
    [InlineData("password=hunter2 user=ana", "password=(masked) user=ana")]
    [InlineData("""{"token": "abc.def", "n": 1}""", """{"token": "(masked)", "n": 1}""")]
    [InlineData("Authorization: Bearer abc.def", "Authorization: Bearer (masked)")]
    [InlineData("GET https://ana:hunter2@example.com/x", "GET https://(masked)@example.com/x")]
    [InlineData("a\n-----BEGIN EC PRIVATE KEY-----\nMHcCAQ\n-----END EC PRIVATE KEY-----\nb", "a\n(masked)\nb")]
    [InlineData("a\n-----BEGIN PRIVATE KEY-----\nMHcCAQ", "a\n(masked)")]
    public void Apply_Secret_IsMasked(string text, string masked) => _mask.Apply(text).ShouldBe(masked);

    [Theory]
    [InlineData($"peer: {Public}")]
    [InlineData("latest handshake: 5 seconds ago")]
    [InlineData("10.20.0.0/16 dev pm0 proto 98 metric 1024")]
    public void Apply_WhatIsNoSecret_Stays(string text) => _mask.Apply(text).ShouldBe(text);

    /// <summary>Whoever asks an edge for something can have it log so long a word; the time for it must not grow with its square.</summary>
    [Fact]
    public void Apply_WordWithoutEnd_TakesNoMinutes()
    {
        var text = new string('a', 1024 * 1024);
        var began = Stopwatch.GetTimestamp();

        _mask.Apply(text).ShouldBe(text);

        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }
}
