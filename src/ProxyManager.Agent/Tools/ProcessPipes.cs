using System.Buffers;
using System.Diagnostics;
using System.IO.Pipes;
using System.Text;

namespace ProxyManager.Agent.Tools;

/// <summary>
/// Gives a program its input and takes its outputs, all on the calling thread: threads for that cost more than many of the programs do.
/// </summary>
internal static class ProcessPipes
{
    /// <summary>PIPE_BUF: where poll(2) says that a pipe can be written to, so much goes in without waiting (pipe(7)).</summary>
    private const int Atomic = 4096;

    private const int Output = 0;
    private const int Error = 1;
    private const int Input = 2;

    /// <param name="process">A program of which all three streams are redirected.</param>
    /// <param name="input">Text for its standard input, which is closed afterwards.</param>
    /// <param name="limit">How long.</param>
    /// <returns>Its outputs; null when it had not taken its input and closed them within the limit.</returns>
    public static (string Output, string Error)? Exchange(Process process, string? input, TimeSpan limit)
    {
        var began = Stopwatch.GetTimestamp();
        ArrayBufferWriter<byte>[] read = [new(), new()];
        ReadOnlySpan<byte> unwritten = Encoding.UTF8.GetBytes(input ?? "");
        Span<WatchedDescriptor> watched =
        [
            new(Descriptor(process.StandardOutput.BaseStream), WatchedDescriptor.Readable),
            new(Descriptor(process.StandardError.BaseStream), WatchedDescriptor.Readable),
            new(Descriptor(process.StandardInput.BaseStream), WatchedDescriptor.Writable),
        ];
        if (unwritten.IsEmpty)
            CloseInput(process, watched);
        while (watched[Output].IsOpen || watched[Error].IsOpen || watched[Input].IsOpen)
        {
            var left = limit - Stopwatch.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
                return null;
            Posix.Poll(watched, left);
            for (var stream = Output; stream <= Error; stream++)
            {
                if (!watched[stream].Happened)
                    continue;
                var count = Posix.Read(watched[stream].Descriptor, read[stream].GetSpan(Atomic));
                read[stream].Advance(Math.Max(0, count));
                if (count <= 0)
                    watched[stream] = WatchedDescriptor.Nothing;
            }

            if (!watched[Input].Happened)
                continue;
            // A program may end without reading everything; its exit code tells whether that matters.
            var written = Posix.Write(watched[Input].Descriptor, unwritten[..Math.Min(Atomic, unwritten.Length)]);
            unwritten = written < 0 ? [] : unwritten[written..];
            if (unwritten.IsEmpty)
                CloseInput(process, watched);
        }

        return (Encoding.UTF8.GetString(read[Output].WrittenSpan), Encoding.UTF8.GetString(read[Error].WrittenSpan));
    }

    private static int Descriptor(Stream stream) => ((PipeStream)stream).SafePipeHandle.DangerousGetHandle().ToInt32();

    private static void CloseInput(Process process, Span<WatchedDescriptor> watched)
    {
        process.StandardInput.Close();
        watched[Input] = WatchedDescriptor.Nothing;
    }
}
