namespace ProxyManager.Agent.Tests.Faults;

/// <summary>What can go wrong with an operation depends on its type.</summary>
internal enum OperationType
{
    /// <summary>A file that is read.</summary>
    Read,

    /// <summary>A change of files that needs space.</summary>
    Write,

    /// <summary>A change of files that needs none.</summary>
    Change,

    /// <summary>A program.</summary>
    Tool,

    /// <summary>A question to the kernel or to an engine.</summary>
    Question,
}
