using System.Buffers;
using System.IO.Pipelines;

namespace ProxyManager.Control.Agents;

/// <summary>Reads lines of bytes from a stream, none longer than a limit.</summary>
/// <param name="stream">The stream; not disposed.</param>
/// <param name="maxBytes">Longest line that is accepted.</param>
internal sealed class LineReader(Stream stream, int maxBytes)
{
    private readonly PipeReader _pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));

    /// <summary>The next line without its line feed; null at the end. An unfinished last line is left out.</summary>
    /// <exception cref="TransportException">A line is too long.</exception>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await _pipe.ReadAsync(cancellationToken);
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = read.Buffer.Slice(0, end).ToArray();
                _pipe.AdvanceTo(read.Buffer.GetPosition(1, end));
                return line;
            }

            if (read.Buffer.Length > maxBytes)
                throw new TransportException("PM2010", "an agent sent a line without an end", "bring agent and controller to the same version");
            _pipe.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted)
                return null;
        }
    }
}
