using ProxyManager.Inventory;
using YamlDotNet.Core.Events;

namespace ProxyManager.Formats.Yaml;

/// <summary>Reads YAML 1.2 (https://yaml.org/spec/1.2.2/) in UTF-8, within <see cref="ReadingLimits"/>.</summary>
public sealed class YamlInventoryReader : IInventoryReader
{
    public MappingNode? Read(InventoryFile file, ICollection<Diagnostic> diagnostics)
    {
        try
        {
            var events = new YamlEvents(file.Path, YamlText.Decode(file));
            return ReadDocument(events, file.Path, diagnostics);
        }
        catch (UnreadableException e)
        {
            diagnostics.Add(e.Diagnostic);
            return null;
        }
    }

    private static MappingNode? ReadDocument(YamlEvents events, string path, ICollection<Diagnostic> diagnostics)
    {
        var start = new SourcePosition(path, 1, 1);
        if (!events.MoveNext() || !events.MoveNext() || events.Current is not DocumentStart)
            throw new UnreadableException(StructureCodes.Nothing, start, "the file is empty", "expected a mapping");

        var root = new YamlNodeBuilder(events, diagnostics).Build();
        if (events.MoveNext() && events.MoveNext() && events.Current is DocumentStart second)
            throw new UnreadableException(StructureCodes.SeveralDocuments, events.Position(second), "a second document begins here", "a file is one mapping");
        return root switch
        {
            MappingNode mapping => mapping,
            ScalarNode { Kind: ScalarKind.Null } => throw new UnreadableException(StructureCodes.Nothing, start, "the file is empty", "expected a mapping"),
            _ => throw new UnreadableException(StructureCodes.WrongType, root.Position, "the file is not a mapping", "expected a mapping with keys at its top level"),
        };
    }
}
