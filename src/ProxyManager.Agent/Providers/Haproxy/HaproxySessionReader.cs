using System.Globalization;
using System.Net;

namespace ProxyManager.Agent.Providers.Haproxy;

/// <summary>Reads what <c>show sess all</c> prints (management guide, 9.3): a line without indentation begins a session.</summary>
internal sealed class HaproxySessionReader
{
    private ulong? _id;
    private string _backend = "";
    private IPEndPoint? _client;
    private IPEndPoint? _listener;

    /// <summary>Takes the next line.</summary>
    /// <returns>The session that is complete with it.</returns>
    public HaproxySession? Read(string line)
    {
        var words = line.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        if (line.StartsWith("0x", StringComparison.Ordinal))
            (_id, _client, _listener, _backend) = (Id(words[0]), Address(words, "source="), null, "");
        else if (Value(words, "frontend=") is not null)
            _listener = Address(words, "addr=");
        else if (Value(words, "backend=") is { } backend)
            _backend = backend;
        else if (Value(words, "server=") is not null && this is { _id: { } id, _client: { } client, _listener: { } listener })
            return new HaproxySession(id, listener.Port, _backend, client.Address, Address(words, "addr="));
        return null;
    }

    private static ulong? Id(string word) =>
        ulong.TryParse(word.AsSpan(2).TrimEnd(':'), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static string? Value(string[] words, string key) =>
        words.FirstOrDefault(w => w.StartsWith(key, StringComparison.Ordinal))?[key.Length..];

    /// <summary>IPv6 stands without brackets there.</summary>
    private static IPEndPoint? Address(string[] words, string key)
    {
        if (Value(words, key) is not { } text || text.LastIndexOf(':') is var colon && colon < 0)
            return null;
        return IPAddress.TryParse(text.AsSpan(0, colon), out var address)
            && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? new IPEndPoint(address, port)
            : null;
    }
}
