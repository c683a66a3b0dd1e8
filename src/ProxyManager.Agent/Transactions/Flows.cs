using ProxyManager.Resources;

namespace ProxyManager.Agent.Transactions;

/// <summary>Flows that one configuration admitted and the one after it does not.</summary>
internal static class Flows
{
    /// <summary>Ends them. Those that cannot be ended are a warning: what is in force is not changed by them.</summary>
    /// <param name="context">The host.</param>
    /// <param name="left">What was in force.</param>
    /// <param name="inForce">What is now.</param>
    public static void Settle(TransactionContext context, IReadOnlyList<Resource> left, IReadOnlyList<Resource> inForce)
    {
        foreach (var resource in left)
        {
            try
            {
                context.Providers.For(resource).Settle(resource, inForce, context.Run);
            }
            catch (Exception e) when (Failures.AreOfAStep(e))
            {
                context.Run.Warnings.Add($"{resource.Id}: flows of the configuration before may go on: {Failures.Text(e)}");
            }
        }
    }
}
