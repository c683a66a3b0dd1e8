using System.Globalization;
using System.Text;
using ProxyManager.Agent.Repairs;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Hosts;

/// <summary>
/// The status in Prometheus' text format (https://prometheus.io/docs/instrumenting/exposition_formats), for the textfile collector of node_exporter.
/// docs/reference/monitoring.md has the metrics.
/// </summary>
internal sealed class StatusMetrics
{
    private readonly StringBuilder _text = new();

    /// <param name="status">The status.</param>
    /// <param name="resources">What the host has to be.</param>
    /// <param name="repairs">The corrections.</param>
    /// <param name="fights">What somebody else keeps changing back.</param>
    public StatusMetrics(HostStatus status, IReadOnlyList<Resource> resources, RepairLog repairs, IReadOnlyList<Fight> fights)
    {
        Begin("info", "gauge", "What this host is; always 1.");
        Add("info", 1, ("fleet", status.Fleet), ("host", status.Host), ("agent", status.Agent));
        Begin("state", "gauge", "1 for the state that the host is in.");
        foreach (var state in Enum.GetValues<HostState>())
            Add("state", state == status.State ? 1 : 0, ("state", state.ToString()));
        Begin("generation_timestamp_seconds", "gauge", "When the generation in force was made; 0 for none.");
        Add("generation_timestamp_seconds", status.Generation / 1000.0);
        Begin("last_run_timestamp_seconds", "gauge", "When the host was last compared with its bundle; 0 for never.");
        Add("last_run_timestamp_seconds", (status.LastRun?.ToUnixTimeMilliseconds() ?? 0) / 1000.0);
        Begin("last_run_duration_seconds", "gauge", "How long that took.");
        Add("last_run_duration_seconds", status.LastRunMilliseconds / 1000);
        Begin("resources", "gauge", "Resources of the bundle in force.");
        foreach (var kind in resources.CountBy(r => r.Kind))
            Add("resources", kind.Value, ("kind", kind.Key));
        Begin("resources_drifted", "gauge", "Resources that differ now, and could not be put right or are left alone.");
        foreach (var kind in resources.Select(r => r.Kind).Distinct())
            Add("resources_drifted", status.State == HostState.Drifted ? status.Drift.Count(c => c.Kind == kind) : 0, ("kind", kind));
        Begin("corrections_total", "counter", "Resources that had drifted and were put right.");
        foreach (var (kind, total) in repairs.Totals)
            Add("corrections_total", total, ("kind", kind));
        Begin("corrections_24h", "gauge", "The same within the last 24 hours.");
        Add("corrections_24h", repairs.Recent.Count);
        Begin("corrections_in_a_row", "gauge", "Resources that somebody else keeps changing back.");
        foreach (var fight in fights)
            Add("corrections_in_a_row", fight.Corrections, ("resource", fight.Id));
        Begin("problems", "gauge", "What the last run could not do, by code.");
        foreach (var code in status.Problems.CountBy(p => p.Code))
            Add("problems", code.Value, ("code", code.Key));
    }

    public override string ToString() => _text.ToString();

    private void Begin(string name, string type, string help) =>
        _text.Append(CultureInfo.InvariantCulture, $"# HELP proxymanager_{name} {help}\n# TYPE proxymanager_{name} {type}\n");

    private void Add(string name, double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        _text.Append("proxymanager_").Append(name);
        var separator = '{';
        foreach (var (label, text) in labels)
        {
            _text.Append(separator).Append(label).Append("=\"").Append(Escape(text)).Append('"');
            separator = ',';
        }

        if (labels.Length > 0)
            _text.Append('}');
        _text.Append(CultureInfo.InvariantCulture, $" {value}\n");
    }

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
