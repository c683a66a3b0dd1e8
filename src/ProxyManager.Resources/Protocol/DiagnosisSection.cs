namespace ProxyManager.Resources.Protocol;

/// <summary>What a program of the host said. Secrets are masked.</summary>
/// <param name="Name">What it is about, such as <c>routes</c>.</param>
/// <param name="Source">The command.</param>
/// <param name="Text">What it printed; the last part of it where it is long.</param>
public sealed record DiagnosisSection(string Name, string Source, string Text);
