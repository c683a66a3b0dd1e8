using System.Text;

namespace ProxyManager.Lab.Networks;

/// <summary>hosts(5) of a lab: the only source of names in it.</summary>
internal static class HostsFile
{
    /// <summary>The text for every host and for the controller.</summary>
    public static string Text(LabPlan plan)
    {
        var text = new StringBuilder("127.0.0.1 localhost\n::1 localhost\n");
        foreach (var host in plan.Hosts)
        {
            foreach (var address in host.Addresses.Where(_ => !host.BehindNat))
                text.Append($"{address} {host.Name}\n");
        }
        foreach (var (name, addresses) in plan.Names)
        {
            foreach (var address in addresses)
                text.Append($"{address} {name}\n");
        }
        return text.ToString();
    }
}
