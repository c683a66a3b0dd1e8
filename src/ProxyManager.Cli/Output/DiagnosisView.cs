using ProxyManager.Control;

namespace ProxyManager.Cli.Output;

/// <summary>Shows what was collected of hosts: troubles first, and then, if wanted, what their programs said.</summary>
internal sealed class DiagnosisView(Terminal terminal, bool withSections)
{
    public void Write(HostResult result)
    {
        if (result.Diagnosis is not { } diagnosis)
            return;
        var output = terminal.Output;
        output.WriteLine($"{terminal.Paint(result.Host, Color.Bold)}  {Terminal.Plain(diagnosis.System)}, agent {Terminal.Plain(diagnosis.Agent)}, {result.State}, {HostView.Count(diagnosis.Troubles.Count, "trouble")}");
        foreach (var trouble in diagnosis.Troubles)
        {
            output.WriteLine($"  {terminal.Paint(Terminal.Plain(trouble.Code), Color.Yellow)} {Terminal.Plain(trouble.Message)}");
            output.WriteLine($"    next: {Terminal.Plain(trouble.Advice)}");
        }

        if (!withSections)
            return;
        foreach (var section in diagnosis.Sections)
        {
            output.WriteLine();
            output.WriteLine(terminal.Paint(Terminal.Plain($"{result.Host} {section.Name}: {section.Source}"), Color.Cyan));
            output.WriteLine(Terminal.Plain(section.Text).TrimEnd());
        }

        output.WriteLine();
    }
}
