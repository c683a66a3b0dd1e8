using ProxyManager.Agent.Providers;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Transactions;

/// <summary>A host of named values: a sysctl resource without a kernel.</summary>
internal sealed class KeyValueProvider : ResourceProvider
{
    public Dictionary<string, string> Values { get; } = [];

    /// <summary>Applying this key fails.</summary>
    public string? Broken { get; set; }

    /// <summary>Bringing this key back to what it was fails.</summary>
    public string? Stuck { get; set; }

    /// <summary>How they fail.</summary>
    public Exception Failure { get; set; } = new IOException("the disk is full");

    /// <summary>Comparing fails; null when it does not.</summary>
    public Exception? InspectFailure { get; set; }

    /// <summary>Whether something differs cannot be told.</summary>
    public bool IsBlind { get; set; }

    /// <summary>What was left, each with what is in force instead; the flows of a key and value are those that it let in.</summary>
    public List<string> Settled { get; } = [];

    /// <summary>Nobody but the agent brings the values back after a boot.</summary>
    public bool IsOfTheKernel { get; set; } = true;

    public override string Kind => "sysctl";

    public override bool IsLostAtBoot => IsOfTheKernel;

    public override IReadOnlyList<Finding> Inspect(IReadOnlyList<Resource> resources, RunContext run) => InspectFailure is { } failure
        ? throw failure
        :
    [
        .. resources.Cast<SysctlResource>()
            .Where(s => Values.GetValueOrDefault(s.Key) != s.Value)
            .Select(s => new Finding(s, ChangeAction.Update, [$"~ {Values.GetValueOrDefault(s.Key)} → {s.Value}"]) { IsUnknown = IsBlind }),
    ];

    public override string Capture(Resource resource, RunContext run) => Values.GetValueOrDefault(resource.Name, "");

    public override void Apply(Resource resource, RunContext run)
    {
        if (resource.Name == Broken)
            throw Failure;
        Values[resource.Name] = ((SysctlResource)resource).Value;
    }

    public override void Restore(Resource resource, string captured, RunContext run)
    {
        if (resource.Name == Stuck)
            throw Failure;
        if (captured.Length == 0)
            Values.Remove(resource.Name);
        else
            Values[resource.Name] = captured;
    }

    public override void Settle(Resource previous, IReadOnlyList<Resource> inForce, RunContext run)
    {
        var now = inForce.OfType<SysctlResource>().FirstOrDefault(s => s.Key == previous.Name)?.Value;
        if (((SysctlResource)previous).Value is { } value && value != now)
            Settled.Add($"{previous.Name}: {value} → {now}");
    }
}
