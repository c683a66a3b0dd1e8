using System.Security.Cryptography;
using System.Text.Json;
using ProxyManager.Resources;

namespace ProxyManager.Control;

/// <summary>Saved plans as files, mode 0600: a plan tells what hosts look like.</summary>
public static class SavedPlanFile
{
    /// <summary>Writes a plan, in place of a file that may be there.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static void Write(string path, SavedPlan plan)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(plan);
        var files = Files();
        files.Add(path, JsonSerializer.SerializeToUtf8Bytes(plan with { Sha256 = HashOf(plan) }, SavedPlanJson.Default.SavedPlan));
        files.Write();
    }

    /// <summary>Refuses a place that no plan can be written to, before hosts are asked for one.</summary>
    /// <exception cref="UsageException">It is one.</exception>
    public static void RequirePlace(string path) => Files().Require(path);

    /// <summary>Reads a plan.</summary>
    /// <exception cref="UsageException">It is not there, or is no whole plan of a version that we know.</exception>
    public static SavedPlan Read(string path)
    {
        try
        {
            var content = File.ReadAllBytes(path);
            RequireSchema(path, content);
            var plan = JsonSerializer.Deserialize(content, SavedPlanJson.Default.SavedPlan)!;
            if (plan.Sha256 != HashOf(plan))
                throw Unusable(path, "it was damaged or changed since it was saved");
            foreach (var host in plan.Hosts)
                _ = plan.Bundle(host.Host);
            return plan;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException("PM2132", $"the plan '{path}' cannot be read: {e.Message}", "name a file that 'pm plan --out FILE' wrote", e);
        }
        catch (Exception e) when (e is JsonException or BundleException or InvalidOperationException or NotSupportedException)
        {
            throw Unusable(path, "it is no plan, or not a whole one", e);
        }
    }

    /// <summary>The version is looked at first: what else there is may be of another.</summary>
    private static void RequireSchema(string path, byte[] content)
    {
        using var document = JsonDocument.Parse(content);
        if (document.RootElement.TryGetProperty("schema", out var schema) && schema.TryGetInt32(out var version) && version != SavedPlan.CurrentSchema)
            throw Unusable(path, $"it has the version {version}, and this pm knows {SavedPlan.CurrentSchema}");
    }

    private static PrivateFiles Files() => new("PM2132", "the plan", overwrite: true);

    /// <summary>What <see cref="SavedPlan.Sha256"/> has to be.</summary>
    internal static string HashOf(SavedPlan plan) => Convert.ToHexStringLower(
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(plan with { Sha256 = "" }, SavedPlanJson.Default.SavedPlan)));

    private static UsageException Unusable(string path, string why, Exception? cause = null) =>
        new("PM2133", $"the plan '{path}' cannot be used: {why}; nothing was changed", "make a new one: pm plan --out FILE", cause);
}
