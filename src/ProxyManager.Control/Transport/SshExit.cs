namespace ProxyManager.Control.Transport;

/// <summary>How a remote command ended.</summary>
/// <param name="Code">Its exit code; 255 is the SSH client's own failure (ssh(1)).</param>
/// <param name="Error">The end of its standard error, for messages only: text there is no failure.</param>
public sealed record SshExit(int Code, string Error);
