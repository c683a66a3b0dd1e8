namespace ProxyManager.Agent.Providers.Foreign;

/// <summary>When the foreign firewalls were last seen in order.</summary>
/// <param name="Resource">The resource's own text.</param>
/// <param name="BootId">Generation ids start anew at boot.</param>
/// <param name="Generation">The rule set's generation id at that moment.</param>
/// <param name="FirewalldRemedy">The command that a user still has to give; null for none.</param>
internal sealed record ForeignSnapshot(string Resource, string BootId, uint Generation, string? FirewalldRemedy);
