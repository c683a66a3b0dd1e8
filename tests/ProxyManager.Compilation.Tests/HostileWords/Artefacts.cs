using System.Text.Json;
using System.Text.Json.Nodes;
using ProxyManager.Compilation.Tests.Edge;
using ProxyManager.Compilation.WireGuard;
using ProxyManager.Fleets;
using ProxyManager.Resources;

namespace ProxyManager.Compilation.Tests.HostileWords;

/// <summary>All that an inventory is compiled to.</summary>
/// <param name="Resources">The resources of all hosts.</param>
/// <param name="Profiles">The configurations of peers that are not managed.</param>
internal sealed record Artefacts(IReadOnlyList<Resource> Resources, IReadOnlyList<string> Profiles)
{
    /// <summary>What means something to one of the programs that read them.</summary>
    private const string Special = "{}[]()\"'`\\#$;|<>*";

    public static Artefacts Of(Fleet fleet)
    {
        var compiler = new FleetCompiler(fleet, Templates.Renderer);
        return new(
            [.. fleet.ManagedHosts.SelectMany(h => compiler.Compile(h).Resources)],
            [.. fleet.Peers.Where(p => p.Ssh is null).Select(p => Templates.Renderer.Render(WgQuickModel.Template, WgQuickModel.Create(fleet, p)))]);
    }

    /// <summary>
    /// They are those of another inventory, but for single words and comments of the same lines: nothing has come, gone or become another directive.
    /// </summary>
    public void ShouldDifferInWordsOnly(Artefacts other, string why)
    {
        Resources.Count.ShouldBe(other.Resources.Count, why);
        foreach (var (mine, theirs) in Resources.Zip(other.Resources).Where(r => !IsCertificate(r.First)))
            Compare(JsonSerializer.SerializeToNode(mine, ResourcesJson.Wire.Resource), JsonSerializer.SerializeToNode(theirs, ResourcesJson.Wire.Resource), why);
        Profiles.Count.ShouldBe(other.Profiles.Count, why);
        foreach (var (mine, theirs) in Profiles.Zip(other.Profiles))
            CompareLines(mine, theirs, why);
    }

    /// <summary>It may have its base64 in other lines, and nothing else: its form holds only that.</summary>
    private static bool IsCertificate(Resource resource) =>
        resource is FileResource { Path: var path, Content: var content } && path.EndsWith(".pem", StringComparison.Ordinal)
        && content.Split('\n').All(l => l.StartsWith("-----", StringComparison.Ordinal) || l.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '='));

    private static void Compare(JsonNode? mine, JsonNode? theirs, string why)
    {
        switch (mine, theirs)
        {
            case (JsonObject a, JsonObject b):
                a.Count.ShouldBe(b.Count, why);
                foreach (var (x, y) in a.Zip(b))
                {
                    CompareLines(x.Key, y.Key, why);
                    Compare(x.Value, y.Value, why);
                }

                break;
            case (JsonArray a, JsonArray b):
                a.Count.ShouldBe(b.Count, why);
                foreach (var (x, y) in a.Zip(b))
                    Compare(x, y, why);
                break;
            case (JsonValue a, JsonValue b) when a.GetValueKind() == JsonValueKind.String && b.GetValueKind() == JsonValueKind.String:
                CompareTexts(a.GetValue<string>(), b.GetValue<string>(), why);
                break;
            default:
                JsonNode.DeepEquals(mine, theirs).ShouldBeTrue(why);
                break;
        }
    }

    /// <summary>Configurations of Caddy are compared as what they are.</summary>
    private static void CompareTexts(string mine, string theirs, string why)
    {
        if (mine != theirs && mine.StartsWith('{') && theirs.StartsWith('{'))
            Compare(JsonNode.Parse(mine), JsonNode.Parse(theirs), why);
        else
            CompareLines(mine, theirs, why);
    }

    private static void CompareLines(string mine, string theirs, string why)
    {
        if (mine == theirs)
            return;
        mine.Any(c => char.IsControl(c) && c is not ('\n' or '\t')).ShouldBeFalse(why);
        var (a, b) = (mine.Split('\n'), theirs.Split('\n'));
        a.Length.ShouldBe(b.Length, why);
        foreach (var (x, y) in a.Zip(b).Where(l => l.First != l.Second))
        {
            if (x.StartsWith('#') && y.StartsWith('#'))
                continue;
            // A brace is a placeholder to Caddy and a block to nft, a quote or a hash sign ends a word of HAProxy.
            x.Count(Special.Contains).ShouldBe(y.Count(Special.Contains), $"{why}: {x}");
            x.Split(' ').Length.ShouldBe(y.Split(' ').Length, $"{why}: {x}");
        }
    }
}
