using System.Collections;
using System.Management.Automation;
using ProxyManager.Control;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets;

/// <summary>
/// A cmdlet that adds items or sets their values. Each key of the inventory is a parameter. From objects of this module only what names the
/// item is taken, never their resolved values; from others, such as rows of a CSV file, whatever is named like a parameter.
/// </summary>
public abstract class ItemWriteCmdlet : EditCmdlet
{
    private static readonly char[] Separators = [',', ';', ' '];

    private HashSet<string> _given = [];

    /// <summary>What comes through the pipeline.</summary>
    [Parameter(ValueFromPipeline = true, HelpMessage = "An item of this module, which names what is meant, or an object with properties named like parameters.")]
    public PSObject? InputObject { get; set; }

    /// <summary>Write the item as it is now.</summary>
    [Parameter(HelpMessage = "Write the item as it is now.")]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Add or set.</summary>
    private protected abstract ItemAction Action { get; }

    /// <summary>What is edited.</summary>
    private protected abstract ItemKind Kind { get; }

    /// <summary>Keys to take out; for cmdlets that set values.</summary>
    private protected virtual IReadOnlyList<string> Unset => [];

    /// <summary>The item that is meant.</summary>
    private protected abstract ItemName Item { get; }

    /// <summary>Parameters, besides those that name the item, that are taken from objects of this module.</summary>
    private protected virtual IReadOnlyList<string> TakenFromItems => [];

    /// <inheritdoc/>
    protected sealed override void BeginProcessing() => _given = [.. MyInvocation.BoundParameters.Keys];

    /// <inheritdoc/>
    private protected sealed override IEnumerable<ItemEdit> Edits()
    {
        var isItem = InputObject?.TypeNames.Any(t => t.Contains("ProxyManager.Cmdlets.Output.", StringComparison.Ordinal)) == true;
        var values = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var key in Kind.Keys)
        {
            var name = ParameterName(key.Path);
            var value = _given.Contains(name) ? MyInvocation.BoundParameters[name]
                : !isItem || TakenFromItems.Contains(name) ? FromPipeline(name)
                : null;
            if (Texts(value, key.IsList) is { Count: > 0 } texts)
                values[key.Path] = texts;
            else if (_given.Contains(name))
                // An empty variable of a script must not open to everybody what it was to restrict. An empty cell of a table is no value.
                throw new UsageException("PM2116", $"-{name} was given and is empty", "leave it out, or take the key out with Set- and -Clear");
        }

        foreach (var unset in Unset)
        {
            var key = Kind.Keys.FirstOrDefault(k => ParameterName(k.Path).Equals(unset, StringComparison.OrdinalIgnoreCase))
                ?? throw new UsageException("PM2116", $"there is no parameter '{unset}' to take out", $"its parameters are {string.Join(", ", Kind.Keys.Select(k => ParameterName(k.Path)))}");
            if (!values.TryAdd(key.Path, []))
                throw new UsageException("PM2116", $"-{unset} is to be set and to be taken out", "give it a value, or name it in -Clear");
        }

        Complete(values);
        return [new ItemEdit(Item, Action) { Values = values }];
    }

    /// <summary>Adds values that are not given but made.</summary>
    private protected virtual void Complete(IDictionary<string, IReadOnlyList<string>> values)
    {
    }

    /// <summary>
    /// What the current object has for a parameter; null where it has nothing. The bound parameters would not do: what one object has bound stays
    /// among them for the next.
    /// </summary>
    private object? FromPipeline(string parameter)
    {
        if (InputObject?.Properties is not { } properties || !MyInvocation.MyCommand.Parameters.TryGetValue(parameter, out var known))
            return null;
        return known.Aliases.Prepend(parameter).Select(n => properties[n]).FirstOrDefault(p => p is not null)?.Value;
    }

    /// <summary>The parameter of a key: <c>health.interval</c> is <c>HealthInterval</c>.</summary>
    internal static string ParameterName(string path) => string.Concat(path.Split('.').Select(p => char.ToUpperInvariant(p[0]) + p[1..]));

    /// <summary>A value as texts; none where it is empty, as cells of tables are. Nothing that stands in a list has a separator in it.</summary>
    private static IReadOnlyList<string> Texts(object? value, bool isList)
    {
        var given = value switch
        {
            null => [],
            SwitchParameter flag => [flag.IsPresent ? "true" : "false"],
            string text => [text],
            IEnumerable several => several.Cast<object?>().Select(v => LanguagePrimitives.ConvertTo<string>(v)),
            _ => new[] { LanguagePrimitives.ConvertTo<string>(value) },
        };
        var texts = isList ? given.SelectMany(t => t.Split(Separators, StringSplitOptions.RemoveEmptyEntries)) : given;
        return [.. texts.Where(t => t.Length > 0)];
    }
}
