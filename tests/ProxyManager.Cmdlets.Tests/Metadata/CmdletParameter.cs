namespace ProxyManager.Cmdlets.Tests.Metadata;

/// <summary>A parameter of a cmdlet.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Full name of its type; of a nullable value the generic's name.</param>
/// <param name="HelpMessage">Null without one.</param>
/// <param name="HasCompleter">Its values are completed by a class of ours.</param>
public sealed record CmdletParameter(string Name, string Type, string? HelpMessage, bool HasCompleter);
