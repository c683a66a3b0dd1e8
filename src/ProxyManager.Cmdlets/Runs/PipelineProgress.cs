using System.Globalization;
using System.Management.Automation;
using ProxyManager.Control;

namespace ProxyManager.Cmdlets.Runs;

/// <summary>Shows what hosts say meanwhile as progress records, one activity a host.</summary>
/// <param name="cmdlet">Shows them.</param>
/// <param name="pump">Brings them to the pipeline's thread.</param>
/// <param name="hosts">Names of the hosts.</param>
internal sealed class PipelineProgress(Cmdlet cmdlet, PipelinePump pump, IEnumerable<string> hosts) : IProgress<HostProgress>
{
    private readonly Dictionary<string, int> _activities = hosts.Select((host, index) => (host, index)).ToDictionary(h => h.host, h => h.index + 1);

    public void Report(HostProgress value)
    {
        var step = value.Step;
        var record = new ProgressRecord(_activities[value.Host], value.Host, string.Join(' ', new[] { step.Stage, step.Subject }.Where(s => !string.IsNullOrEmpty(s))));
        if (step.Total > 0)
        {
            record.PercentComplete = Math.Min(100, step.Done * 100 / step.Total);
            record.CurrentOperation = string.Create(CultureInfo.InvariantCulture, $"{step.Done} of {step.Total}");
        }

        pump.Post(() => cmdlet.WriteProgress(record));
    }

    /// <summary>Takes a host's progress away. Only on the pipeline's thread.</summary>
    public void Finish(string host) =>
        cmdlet.WriteProgress(new ProgressRecord(_activities[host], host, "done") { RecordType = ProgressRecordType.Completed });
}
