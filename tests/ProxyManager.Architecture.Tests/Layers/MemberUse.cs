namespace ProxyManager.Architecture.Tests.Layers;

/// <summary>A use of another assembly's member.</summary>
/// <param name="Type">The top-level type whose code uses it.</param>
/// <param name="Member">What is used: <c>Namespace.Type::Member</c>.</param>
internal sealed record MemberUse(string Type, string Member);
