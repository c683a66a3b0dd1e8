using System.Text;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Transactions;

/// <summary>Decides whether a signed bundle is one for this host, now.</summary>
internal sealed class BundleGate(HostFiles files, TimeProvider clock, bool clockIsSynchronised)
{
    /// <summary>How far ahead of the host's clock a generation may be.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(10);

    /// <summary>Verifies an envelope.</summary>
    /// <param name="envelope">The text as it was received.</param>
    /// <param name="newest">The newest generation that the host was brought to; 0 for none.</param>
    /// <returns>The bundle. It may be older than the current generation: see <see cref="IsSuperseded"/>.</returns>
    /// <exception cref="ProblemException">The bundle is refused.</exception>
    public Bundle Admit(string envelope, long newest)
    {
        var bundle = Open(envelope);
        var hostId = HostIdentity.Read(files);
        if (bundle.HostId != hostId)
        {
            throw Refused(
                "PM3003",
                $"the bundle is for the host {bundle.Host} with id {(bundle.HostId.Length > 0 ? bundle.HostId : "(none)")}, and this host's id is {hostId}",
                "check the inventory's ssh target; if the host was set up anew, run `pm host init` for it and commit the lock");
        }

        if (clockIsSynchronised && bundle.Generation != newest + 1
            && bundle.Generation > clock.GetUtcNow().Add(Tolerance).ToUnixTimeMilliseconds())
        {
            throw Refused(
                "PM3004",
                $"the bundle's generation is more than {Tolerance.TotalMinutes} minutes ahead of this host's clock",
                "set the clock of the machine that signs");
        }

        return bundle;
    }

    /// <summary>Whether the host was brought to a newer generation already, or to another of the same number, or went back from this one.</summary>
    public static bool IsSuperseded(Bundle bundle, GenerationStore generations) =>
        bundle.Generation < generations.NewestNumber
        || (bundle.Generation == generations.NewestNumber
            && (bundle.Generation != generations.CurrentNumber
                || (generations.Current is { } current && bundle.ContentHash() != current.Bundle.ContentHash())));

    private Bundle Open(string envelope)
    {
        try
        {
            var trusted = TrustedKeys.Read(files);
            if (trusted.Count == 0)
                throw Refused("PM3001", "this host trusts no key yet: it was not prepared", "run `pm host init` for it");
            return Envelope.Open(Encoding.UTF8.GetBytes(envelope), trusted);
        }
        catch (BundleException e)
        {
            throw Refused("PM3002", $"{e.Message}; nothing was changed", "sign with a key that this host trusts, or run `pm host init` to place the inventory's");
        }
    }

    private static ProblemException Refused(string code, string message, string advice) => new(new HostProblem(code, message, advice));
}
