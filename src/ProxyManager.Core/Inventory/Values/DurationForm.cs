using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ProxyManager.Resources;

namespace ProxyManager.Inventory.Values;

/// <summary>A duration: a whole number and one of <c>ms</c>, <c>s</c>, <c>m</c>, <c>h</c>, <c>d</c>.</summary>
public sealed partial class DurationForm : ScalarForm<TimeSpan>
{
    private const string Pattern = "^[0-9]{1,9}(ms|s|m|h|d)$";

    private readonly TimeSpan _least;
    private readonly TimeSpan _most;

    private DurationForm(string expected, TimeSpan least, TimeSpan most)
        : base(expected)
    {
        _least = least;
        _most = most;
    }

    /// <summary>Up to a year, for options such as <c>--for</c>.</summary>
    public static DurationForm Any { get; } =
        new("a duration such as 500ms, 30s, 2m, 1h or 7d", TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(366));

    /// <summary>How often a host compares itself with its bundle.</summary>
    public static DurationForm Reconcile { get; } = new("a duration from 5s to 1d", TimeSpan.FromSeconds(5), TimeSpan.FromDays(1));

    /// <summary>Interval and timeout of health checks.</summary>
    public static DurationForm HealthCheck { get; } = new("a duration from 100ms to 1h", TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1));

    private protected override Parsed<TimeSpan> Convert(string text)
    {
        if (Duration.Parse(text) is not { } duration)
            return Parsed.Bad<TimeSpan>("is not a duration", NumberPattern().IsMatch(text) ? text + "s" : null);
        return duration < _least || duration > _most ? Parsed.Bad<TimeSpan>("is out of range") : Parsed.Good(duration);
    }

    public override JsonObject ToSchema() => new() { ["type"] = "string", ["pattern"] = Pattern };

    [GeneratedRegex("^[0-9]{1,8}$", RegexOptions.CultureInvariant)]
    private static partial Regex NumberPattern();
}
