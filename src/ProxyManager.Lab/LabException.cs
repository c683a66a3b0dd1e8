namespace ProxyManager.Lab;

/// <summary>A lab could not be made, found or taken down. The message says what, where, what state things are in now and what to do.</summary>
public sealed class LabException : Exception
{
    public LabException()
    {
    }

    public LabException(string message)
        : base(message)
    {
    }

    public LabException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <param name="code">Stable id, <c>PM23xx</c>; <c>docs/errors.md</c> explains it.</param>
    /// <param name="message">For people.</param>
    public LabException(string code, string message)
        : base(message) => Code = code;

    /// <summary>Stable id, <c>PM23xx</c>.</summary>
    public string Code { get; } = LabErrors.StepFailed;
}
