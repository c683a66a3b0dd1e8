namespace ProxyManager.Control;

/// <summary>Exit codes of <c>pm</c>, in one place. Scripts rely on them.</summary>
public static class ExitCode
{
    public const int Success = 0;

    /// <summary>Bad usage or inventory, or at least one host failed or is unknown.</summary>
    public const int Failed = 1;

    /// <summary>There are differences (<c>drift</c>, <c>plan --detailed-exitcode</c>).</summary>
    public const int Differences = 2;

    /// <summary>The answer is no (<c>test</c>).</summary>
    public const int No = 3;

    /// <summary>At least one host was rolled back.</summary>
    public const int RolledBack = 4;

    /// <summary>At least one host refused, by rule.</summary>
    public const int Refused = 5;

    /// <summary>128 + SIGINT.</summary>
    public const int Interrupted = 130;

    // Several hosts with different outcomes: the worst decides.
    private static readonly (HostVerdict Verdict, int Code)[] Precedence =
    [
        (HostVerdict.Interrupted, Interrupted),
        (HostVerdict.RolledBack, RolledBack),
        (HostVerdict.Failed, Failed),
        (HostVerdict.Unknown, Failed),
        (HostVerdict.Refused, Refused),
        (HostVerdict.Differs, Differences),
    ];

    /// <summary>The exit code of a run.</summary>
    /// <param name="verdicts">How it ended for each host.</param>
    /// <param name="differencesCount">Differences are an exit code of their own.</param>
    public static int Of(IEnumerable<HostVerdict> verdicts, bool differencesCount)
    {
        var all = verdicts.ToHashSet();
        var code = Precedence.FirstOrDefault(p => all.Contains(p.Verdict)).Code;
        return code == Differences && !differencesCount ? Success : code;
    }
}
