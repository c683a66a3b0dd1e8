namespace ProxyManager.Agent.Tests.Faults;

/// <summary>What goes wrong at one operation of a run.</summary>
public enum FaultKind
{
    /// <summary>EIO; nothing was done.</summary>
    IoError,

    /// <summary>EIO, and the same file cannot be read any more until the run has ended.</summary>
    UnreadableFromHere,

    /// <summary>ENOSPC after half of what was to be written.</summary>
    NoSpace,

    /// <summary>ENOSPC, and nothing can be written any more until the run has ended.</summary>
    FullFromHere,

    /// <summary>EIO, and nothing can be changed on the disk any more until the run has ended.</summary>
    BrokenFromHere,

    /// <summary>A program, or an engine that was asked, fails and has done nothing.</summary>
    ToolFails,

    /// <summary>A program fails although it has done its work.</summary>
    ToolFailsAfterwards,

    /// <summary>A program fails, and from then on whenever it is called, until the run has ended.</summary>
    ToolFailsFromHere,

    /// <summary>SIGKILL before the operation.</summary>
    Killed,

    /// <summary>SIGKILL in the middle of it: half of what was to be written is.</summary>
    KilledHalfWay,
}
