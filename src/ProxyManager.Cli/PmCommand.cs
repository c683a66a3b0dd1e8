using System.CommandLine;
using ProxyManager.Cli.Output;
using ProxyManager.Cli.Output.Json;
using ProxyManager.Compilation;
using ProxyManager.Control;
using ProxyManager.Lab;

namespace ProxyManager.Cli;

/// <summary>A command of <c>pm</c>. Failures become a message and an exit code here, and nowhere else.</summary>
internal abstract class PmCommand : Command
{
    protected PmCommand(string name, string description, GlobalOptions options)
        : base(name, description)
    {
        Validators.Add(result =>
        {
            if (!TakesLimit && result.GetResult(options.Limit) is { Implicit: false })
                result.AddError("--limit selects hosts, and this command goes by what it names or by the whole inventory");
        });
        SetAction(async (arguments, cancellationToken) =>
        {
            using var invocation = new Invocation(arguments, options);
            try
            {
                var exitCode = await RunAsync(invocation, cancellationToken);
                // The hosts that had begun came to their end, which the output says; the user did stop the run.
                return cancellationToken.IsCancellationRequested ? ExitCode.Interrupted : exitCode;
            }
            catch (InvalidInventoryException e)
            {
                return Fail(invocation, e);
            }
            catch (ProxyManagerException e)
            {
                return Fail(invocation, new ErrorDocument(e.Id, e.Message, e.Advice));
            }
            catch (TemplateException e)
            {
                return Fail(invocation, new ErrorDocument("PM1401", e.Message, "correct the template beside the inventory, or remove it to have the default"));
            }
            catch (LabException e)
            {
                return Fail(invocation, new ErrorDocument(e.Code, e.Message, "see 'pm lab --help'"));
            }
            catch (OperationCanceledException)
            {
                invocation.Terminal.Error.WriteLine("interrupted: nothing was begun that is not finished or undone");
                return ExitCode.Interrupted;
            }
        });
    }

    /// <summary>Whether <c>--limit</c> selects the hosts that it is about; where not, it is refused rather than ignored.</summary>
    protected virtual bool TakesLimit => false;

    /// <summary>Does the work.</summary>
    /// <returns>The exit code.</returns>
    protected abstract Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken);

    private static int Fail(Invocation invocation, InvalidInventoryException e)
    {
        if (invocation.Json)
            DiagnosticView.WriteJson(invocation.Terminal, null, e.Diagnostics, e.Note);
        else
            DiagnosticView.Write(invocation.Terminal.Error, e.Diagnostics, e.Note);
        return ExitCode.Failed;
    }

    private static int Fail(Invocation invocation, ErrorDocument error)
    {
        ErrorReport.Write(invocation.Terminal, invocation.Json, error);
        return ExitCode.Failed;
    }
}
