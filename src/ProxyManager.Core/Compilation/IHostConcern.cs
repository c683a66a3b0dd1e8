using ProxyManager.Fleets;
using ProxyManager.Resources;

namespace ProxyManager.Compilation;

/// <summary>One concern of compilation: a pure function from the fleet and one of its hosts to resources.</summary>
internal interface IHostConcern
{
    /// <summary>Compiles the concern for a host. The same arguments give the same resources, byte for byte.</summary>
    /// <param name="context">The fleet, indexed once for all hosts.</param>
    /// <param name="host">A managed host.</param>
    /// <param name="warnings">Receives what the user should know.</param>
    IEnumerable<Resource> Compile(CompilationContext context, Host host, ICollection<string> warnings);
}
