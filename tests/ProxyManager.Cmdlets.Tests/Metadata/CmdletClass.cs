namespace ProxyManager.Cmdlets.Tests.Metadata;

/// <summary>A cmdlet as its assembly declares it.</summary>
/// <param name="Type">Name of the class.</param>
/// <param name="Verb">First half of the cmdlet's name.</param>
/// <param name="Noun">Second half.</param>
/// <param name="SupportsShouldProcess">It has <c>-WhatIf</c> and <c>-Confirm</c>.</param>
/// <param name="OutputTypes">Full names.</param>
/// <param name="Parameters">Names, with those of base classes, without the common ones.</param>
public sealed record CmdletClass(
    string Type, string Verb, string Noun, bool SupportsShouldProcess, IReadOnlyList<string> OutputTypes, IReadOnlyList<CmdletParameter> Parameters)
{
    public string Name => $"{Verb}-{Noun}";

    public override string ToString() => Name;
}
