using ProxyManager.Agent.Tests.Transactions;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Tests.Faults;

/// <summary>Counts the operations of a run, and lets one of them go wrong.</summary>
/// <param name="at">Which, from 1; null for none.</param>
/// <param name="kind">How.</param>
internal sealed class FaultSchedule(int? at = null, FaultKind kind = default)
{
    private const int NoSpaceLeft = 28;
    private const int InputOutput = 5;

    private bool _dead;
    private bool _full;
    private bool _broken;
    private string? _failing;
    private string? _unreadable;

    /// <summary>The operations so far, each in words.</summary>
    public List<Operation> Operations { get; } = [];

    /// <summary>What went wrong; null while nothing did.</summary>
    public Operation? Hit { get; private set; }

    /// <summary>The faults that an operation can have.</summary>
    public static IEnumerable<FaultKind> KindsOf(Operation operation) => operation.Type switch
    {
        OperationType.Read => [FaultKind.IoError, FaultKind.UnreadableFromHere],
        OperationType.Write => [FaultKind.IoError, FaultKind.NoSpace, FaultKind.FullFromHere, FaultKind.BrokenFromHere, FaultKind.Killed, FaultKind.KilledHalfWay],
        OperationType.Change => [FaultKind.IoError, FaultKind.BrokenFromHere, FaultKind.Killed],
        OperationType.Tool => [FaultKind.ToolFails, FaultKind.ToolFailsAfterwards, FaultKind.ToolFailsFromHere, FaultKind.Killed],
        _ => [FaultKind.ToolFails, FaultKind.Killed],
    };

    /// <summary>A file that is read.</summary>
    public void OnRead(string path)
    {
        var fault = Next(OperationType.Read, $"read {path}");
        if (fault == FaultKind.UnreadableFromHere)
            _unreadable = path;
        if (fault == FaultKind.IoError || _unreadable == path)
            throw new IOException($"Input/output error: read {path}", InputOutput);
    }

    /// <summary>A change of files.</summary>
    /// <param name="type"><see cref="OperationType.Write"/> for what needs space.</param>
    /// <param name="what">In words.</param>
    /// <param name="work">Does it.</param>
    /// <param name="half">Does half of it; null for what is done or not.</param>
    public void OnDisk(OperationType type, string what, Action work, Action? half = null)
    {
        var fault = Next(type, what);
        if (_broken || fault is FaultKind.IoError or FaultKind.BrokenFromHere)
            throw new IOException($"Input/output error: {what}", InputOutput);
        if (fault is FaultKind.NoSpace or FaultKind.KilledHalfWay)
            half?.Invoke();
        if (fault == FaultKind.KilledHalfWay)
            Die();
        if (fault == FaultKind.NoSpace || (_full && type == OperationType.Write))
            throw new IOException($"No space left on device: {what}", NoSpaceLeft);
        work();
    }

    /// <summary>A program.</summary>
    public ToolResult OnTool(string program, string what, Func<ToolResult> work)
    {
        var fault = Next(OperationType.Tool, what);
        if (fault == FaultKind.ToolFailsFromHere)
            _failing = program;
        if (fault == FaultKind.ToolFails || _failing == program)
            return new ToolResult(1, "", $"{program}: out of luck");
        var result = work();
        return fault == FaultKind.ToolFailsAfterwards ? new ToolResult(1, "", $"{program}: out of luck at the end") : result;
    }

    /// <summary>A question to something else than a program.</summary>
    /// <returns>False when it fails.</returns>
    public bool OnQuestion(string what) => Next(OperationType.Question, what) != FaultKind.ToolFails;

    private FaultKind? Next(OperationType type, string what)
    {
        if (_dead)
            throw new PowerCut.PowerCutException();
        var operation = new Operation(Operations.Count + 1, type, what);
        Operations.Add(operation);
        if (operation.Number != at)
            return null;
        Hit = operation;
        _full |= kind == FaultKind.FullFromHere;
        _broken |= kind == FaultKind.BrokenFromHere;
        if (kind == FaultKind.Killed)
            Die();
        return kind;
    }

    private void Die()
    {
        _dead = true;
        throw new PowerCut.PowerCutException();
    }
}
