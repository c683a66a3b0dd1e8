using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cli.Output.Json;

/// <summary>What an edit did to an item.</summary>
internal sealed record ChangeDocument(string Kind, string? Owner, string Name, ItemOutcome Outcome, string File, int Line, int Column, string? After)
{
    public static ChangeDocument Of(ItemChange c) =>
        new(c.Item.Kind.Word, c.Item.Owner, c.Item.Name, c.Outcome, c.Position.File, c.Position.Line, c.Position.Column, c.After);
}
