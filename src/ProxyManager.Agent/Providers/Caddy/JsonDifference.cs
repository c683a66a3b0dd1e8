using System.Text.Json;

namespace ProxyManager.Agent.Providers.Caddy;

/// <summary>The difference between two JSON documents, a line a place.</summary>
internal static class JsonDifference
{
    private const int MaxText = 120;

    /// <returns>Empty when they are equal; the order of members does not count.</returns>
    public static IReadOnlyList<string> Lines(JsonElement live, JsonElement desired)
    {
        var lines = new List<string>();
        Compare("", live, desired, lines);
        return lines;
    }

    private static void Compare(string path, JsonElement live, JsonElement desired, List<string> lines)
    {
        if (JsonElement.DeepEquals(live, desired))
            return;
        if (live.ValueKind == JsonValueKind.Object && desired.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in live.EnumerateObject().Where(m => !desired.TryGetProperty(m.Name, out _)))
                lines.Add($"- {path}/{member.Name}: {Short(member.Value)}");
            foreach (var member in desired.EnumerateObject())
            {
                if (live.TryGetProperty(member.Name, out var old))
                    Compare($"{path}/{member.Name}", old, member.Value, lines);
                else
                    lines.Add($"+ {path}/{member.Name}: {Short(member.Value)}");
            }
        }
        else if (live.ValueKind == JsonValueKind.Array && desired.ValueKind == JsonValueKind.Array && live.GetArrayLength() == desired.GetArrayLength())
        {
            for (var i = 0; i < live.GetArrayLength(); i++)
                Compare($"{path}/{i}", live[i], desired[i], lines);
        }
        else
        {
            lines.Add($"- {path}: {Short(live)}");
            lines.Add($"+ {path}: {Short(desired)}");
        }
    }

    private static string Short(JsonElement value)
    {
        var text = value.GetRawText().ReplaceLineEndings(" ");
        return text.Length <= MaxText ? text : text[..MaxText] + "…";
    }
}
