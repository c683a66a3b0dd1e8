namespace ProxyManager.Agent.Transactions;

/// <summary>Port: undoes a transaction from outside the process that runs it, unless it is disarmed in time.</summary>
internal interface IUndoTimer
{
    /// <summary>Arms the undo of a transaction.</summary>
    /// <exception cref="Tools.ToolException">It could not be armed: nothing may be changed.</exception>
    void Arm(string transaction, TimeSpan delay);

    /// <summary>Disarms it; nothing happens when it is not armed.</summary>
    void Disarm(string transaction);
}
