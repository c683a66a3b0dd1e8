namespace ProxyManager.Agent.Providers.Foreign;

/// <summary>When the foreign firewalls were last seen in order.</summary>
/// <param name="Resource">The resource's own text.</param>
/// <param name="BootId">Generation ids start anew at boot.</param>
/// <param name="Generation">The rule set's generation id at that moment.</param>
/// <param name="Warnings">What a user still has to do.</param>
internal sealed record ForeignSnapshot(string Resource, string BootId, uint Generation, IReadOnlyList<string> Warnings);
