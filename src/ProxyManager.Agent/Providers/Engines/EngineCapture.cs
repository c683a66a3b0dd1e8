namespace ProxyManager.Agent.Providers.Engines;

/// <summary>An engine as it was.</summary>
/// <param name="Running">It answered.</param>
/// <param name="Files">Its files by path; a file that was not there is missing.</param>
internal sealed record EngineCapture(bool Running, Dictionary<string, string> Files);
