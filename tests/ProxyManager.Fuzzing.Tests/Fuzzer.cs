using System.Diagnostics;
using System.Text;

namespace ProxyManager.Fuzzing.Tests;

/// <summary>
/// Feeds a target with changed inputs for a time. An input that a target answers in a way not seen before joins those that are changed, so that
/// the search goes deeper where something new is found.
/// </summary>
internal sealed class Fuzzer
{
    /// <summary>No input of the size that is tried may take longer, on a machine that does much else.</summary>
    private static readonly TimeSpan HangLimit = TimeSpan.FromSeconds(20);

    /// <summary>What a reader may allocate for an input: so much, and so much a byte.</summary>
    private const long AllocationLimit = 64L * 1024 * 1024;
    private const long AllocationPerByte = 4096;

    /// <summary>So many inputs are tried however slow the machine is.</summary>
    private const int Least = 20;

    private readonly FuzzTarget _target;
    private readonly int _seed;
    private readonly List<byte[]> _inputs;
    private readonly HashSet<string> _answers = [];
    private volatile byte[] _current = [];
    private long _begun = Stopwatch.GetTimestamp();
    private volatile string? _failure;

    /// <summary>Files of targets lie in memory where that can be: a disk would have most of the time.</summary>
    static Fuzzer()
    {
        const string memory = "/dev/shm";
        if (Directory.Exists(memory))
            Environment.SetEnvironmentVariable("TMPDIR", memory);
    }

    /// <param name="target">What is fed.</param>
    /// <param name="seed">The same seed gives the same inputs in the same order.</param>
    public Fuzzer(FuzzTarget target, int seed)
    {
        _target = target;
        _seed = seed;
        _inputs = [.. target.Seeds];
    }

    /// <summary>How many inputs were tried.</summary>
    public long Tried { get; private set; }

    /// <summary>Tries inputs until the time is over.</summary>
    /// <returns>What went wrong, with the input in a file; null when nothing did.</returns>
    public string? Run(TimeSpan time)
    {
        var until = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        // A stack overflow or a hang is of this thread alone; the stack is that of a program's main thread.
        var worker = new Thread(() => Search(until), maxStackSize: 8 * 1024 * 1024) { IsBackground = true };
        worker.Start();
        while (!worker.Join(TimeSpan.FromMilliseconds(200)))
        {
            if (Stopwatch.GetElapsedTime(Interlocked.Read(ref _begun)) > HangLimit)
                return Report("hangs", _current);
        }

        return _failure;
    }

    private void Search(long until)
    {
        var random = new Random(_seed);
        var mutator = new Mutator(random);
        foreach (var seed in _target.Seeds)
            Try(seed);
        while (_failure is null && (Stopwatch.GetTimestamp() < until || Tried < _target.Seeds.Count + Least))
        {
            var input = mutator.Mutate(_inputs[random.Next(_inputs.Count)], _inputs[random.Next(_inputs.Count)]);
            if (Try(input) is { } answer && _answers.Add(answer))
                _inputs.Add(input);
        }
    }

    private string? Try(byte[] input)
    {
        _current = input;
        Interlocked.Exchange(ref _begun, Stopwatch.GetTimestamp());
        Tried++;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var answer = _target.Read(input);
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            if (allocated > AllocationLimit + AllocationPerByte * input.Length)
                _failure = Report($"allocates {allocated / 1024 / 1024} MB", input);
            return answer;
        }
        catch (Exception e)
        {
            _failure = Report($"throws {e}", input);
            return null;
        }
    }

    private string Report(string what, byte[] input)
    {
        var directory = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "found"));
        var file = Path.Combine(directory.FullName, $"{string.Concat(_target.Name.Where(char.IsAsciiLetter))}-{_seed}-{Tried}");
        File.WriteAllBytes(file, input);
        return $"{_target.Name} {what}\ninput {Tried} of seed {_seed}, kept in {file}:\n{Encoding.UTF8.GetString(input.AsSpan(0, Math.Min(input.Length, 2000)))}";
    }
}
