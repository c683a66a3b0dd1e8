using System.Security.Cryptography;

namespace ProxyManager.Control;

/// <summary>A Caddy program to bring to gateways: a file, or a download whose hash is known, which is removed in the end.</summary>
public sealed class CaddyProgram : IDisposable
{
    private const int MiB = 1024 * 1024;

    /// <summary>With every plugin that there is it has a fraction of this.</summary>
    private const long MostBytes = 256L * MiB;

    /// <summary>For all of it: a server that goes silent half way would hold us for ever.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly string _path;
    private readonly bool _isDownload;

    private CaddyProgram(string path, bool isDownload, string sha256)
    {
        _path = path;
        _isDownload = isDownload;
        Sha256 = sha256;
    }

    /// <summary>Hex SHA-256.</summary>
    public string Sha256 { get; }

    /// <summary>Opens the program for reading.</summary>
    public Stream Open() => File.OpenRead(_path);

    /// <summary>Finds a program.</summary>
    /// <param name="source"><c>FILE</c>, <c>FILE#sha256</c> or <c>https://…#sha256</c>.</param>
    /// <param name="cancellationToken">Stops a download.</param>
    /// <param name="location">Where a relative path begins; null is the process's current directory.</param>
    /// <exception cref="UsageException">It is not there, or is not what the hash says.</exception>
    public static async Task<CaddyProgram> FindAsync(string source, CancellationToken cancellationToken, string? location = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        var (place, expected) = source.Split('#', 2) is [var p, var hash] ? (p, hash.ToLowerInvariant()) : (source, null);
        var isUrl = place.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || place.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
        if (isUrl && expected is null)
            throw new UsageException("PM2106", $"the download '{place}' has no hash", "write --caddy URL#SHA256, so that only the program that you mean reaches your hosts");
        var path = isUrl ? await DownloadAsync(place, Patience, MostBytes, cancellationToken) : Path.GetFullPath(place, location ?? Environment.CurrentDirectory);
        if (!File.Exists(path))
            throw new UsageException("PM2106", $"there is no Caddy at '{path}'", "name a program file or a URL with '#SHA256'");
        var program = new CaddyProgram(path, isUrl, await HashAsync(path, cancellationToken));
        if (expected is null || expected == program.Sha256)
            return program;
        program.Dispose();
        throw new UsageException("PM2106", $"'{place}' has the SHA-256 {program.Sha256}, not {expected}", "do not use this file until you know why");
    }

    /// <summary>Removes a download.</summary>
    public void Dispose()
    {
        if (_isDownload)
            File.Delete(_path);
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
    }

    /// <returns>The file that it is in now.</returns>
    internal static async Task<string> DownloadAsync(string url, TimeSpan patience, long mostBytes, CancellationToken cancellationToken)
    {
        var path = Path.GetTempFileName();
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            await using var download = await client.GetStreamAsync(new Uri(url), limit.Token);
            await using var file = File.Create(path);
            await CopyAsync(download, file, mostBytes, limit.Token);
            return path;
        }
        catch (Exception e) when (e is HttpRequestException or UriFormatException or IOException or OperationCanceledException)
        {
            File.Delete(path);
            cancellationToken.ThrowIfCancellationRequested();
            var why = e is OperationCanceledException ? $"it was not there as a whole after {patience.TotalMinutes} minutes" : e.Message;
            throw new UsageException("PM2106", $"'{url}' could not be downloaded: {why}", "download it by other means and name the file", e);
        }
    }

    private static async Task CopyAsync(Stream from, FileStream to, long mostBytes, CancellationToken cancellationToken)
    {
        var buffer = new byte[128 * 1024];
        while (await from.ReadAsync(buffer, cancellationToken) is var count and > 0)
        {
            if (to.Length + count > mostBytes)
                throw new IOException($"it is larger than {mostBytes / MiB} MiB, which no Caddy is");
            await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }
    }
}
