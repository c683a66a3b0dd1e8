using System.Runtime.InteropServices;
using ProxyManager.Control;

namespace ProxyManager.Cli;

/// <summary>
/// Ctrl-C and SIGTERM. The first stops the run: hosts that have begun come to their end. The second ends the program at once; hosts in
/// the middle of an apply then undo it by themselves.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

    public Interruption() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
    ];

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_source.IsCancellationRequested)
            Environment.Exit(ExitCode.Interrupted);
        Console.Error.WriteLine("interrupted: hosts that have begun are brought to their end (again to leave at once)");
        _source.Cancel();
    }
}
