namespace ProxyManager.Control;

/// <summary>One step of the way of a route, from the outside in.</summary>
/// <param name="Name"><c>name</c>, <c>port</c>, <c>edge</c>, <c>tunnel</c>, <c>handshake</c>, <c>mtu</c> or <c>service</c>.</param>
/// <param name="Outcome">How it is.</param>
/// <param name="Message">What was seen.</param>
/// <param name="Advice">What to do; null where nothing is to be done.</param>
public sealed record ConnectionStep(string Name, StepOutcome Outcome, string Message, string? Advice = null);
