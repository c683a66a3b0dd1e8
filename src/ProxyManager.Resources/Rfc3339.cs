using System.Globalization;

namespace ProxyManager.Resources;

/// <summary>Moments as texts for people and scripts, RFC 3339 in UTC, whatever the culture.</summary>
public static class Rfc3339
{
    /// <summary>To the second: <c>2026-11-21T10:12:08Z</c>.</summary>
    public static string Seconds(DateTimeOffset moment) => Text(moment, "yyyy-MM-dd'T'HH:mm:ss'Z'");

    /// <summary>To the millisecond: <c>2026-11-21T10:12:08.412Z</c>.</summary>
    public static string Milliseconds(DateTimeOffset moment) => Text(moment, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    private static string Text(DateTimeOffset moment, string format) => moment.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
