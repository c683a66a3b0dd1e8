using System.Collections;
using System.Management.Automation;
using ProxyManager.Control;
using ProxyManager.Fleets;
using ProxyManager.Inventory;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets;

/// <summary>
/// A cmdlet that adds items or sets their values. Each key of the inventory is a parameter. From objects of this module only what names the
/// item is taken, never their resolved values; from others, such as rows of a CSV file, whatever is named like a parameter.
/// </summary>
public abstract class ItemWriteCmdlet : EditCmdlet
{
    private const string OutputTypes = "ProxyManager.Cmdlets.Output.";

    private static readonly char[] Separators = [',', ';', ' '];

    private readonly HashSet<string> _misspelt = [];
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

    /// <summary>The items that the current input means.</summary>
    private protected abstract IEnumerable<ItemName> Items { get; }

    /// <summary>Parameters, besides those that name the item, that are taken from objects of this module.</summary>
    private protected virtual IReadOnlyList<string> TakenFromItems => [];

    /// <inheritdoc/>
    protected sealed override void BeginProcessing() => _given = [.. MyInvocation.BoundParameters.Keys];

    /// <inheritdoc/>
    private protected sealed override IEnumerable<ItemEdit> Edits() => Items.Distinct().Select(i => new ItemEdit(i, Action) { Values = Values(i) });

    private Dictionary<string, IReadOnlyList<string>> Values(ItemName item)
    {
        if (Action == ItemAction.Set)
            ItemObject.Require(Kind, InputObject);
        var isItem = InputObject?.TypeNames.Any(t => t.StartsWith(OutputTypes, StringComparison.Ordinal) || t.StartsWith("Deserialized." + OutputTypes, StringComparison.Ordinal)) == true;
        if (!isItem && !IsCopy)
            WarnOfMisspelt();
        var present = isItem ? null : Present(item);
        var values = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var key in Kind.Keys)
        {
            var name = ParameterName(key.Path);
            var value = _given.Contains(name) ? MyInvocation.BoundParameters[name]
                : !isItem || TakenFromItems.Contains(name) ? FromPipeline(name)
                : null;
            if (Texts(value, key.IsList) is { Count: > 0 } texts)
            {
                if (_given.Contains(name) || present is null || !IsSame(texts, Property(present, name), key.IsList))
                    values[key.Path] = texts;
            }
            else if (_given.Contains(name) || (value is IEnumerable and not string && IsEmptied(name, present, key.IsList)))
                // An empty variable of a script must not open to everybody what it was to restrict. An empty cell of a table is no value.
                throw new UsageException("PM2116", $"{(_given.Contains(name) ? "-" : "")}{name} was given and is empty", "leave it out, or take the key out with Set- and -Clear");
        }

        foreach (var unset in Unset)
        {
            var key = Kind.Clearable.FirstOrDefault(k => ParameterName(k.Path).Equals(unset, StringComparison.OrdinalIgnoreCase))
                ?? throw new UsageException("PM2116", $"'{unset}' is nothing that can be taken out", $"what can be: {string.Join(", ", Kind.Clearable.Select(k => ParameterName(k.Path)))}");
            if (!values.TryAdd(key.Path, []))
                throw new UsageException("PM2116", $"-{unset} is to be set and to be taken out", "give it a value, or name it in -Clear");
        }

        Complete(item, values);
        return values;
    }

    /// <summary>What <c>Get-</c> would write for items.</summary>
    /// <param name="workspace">The inventory.</param>
    /// <param name="fleet">Its fleet.</param>
    /// <param name="names">The items.</param>
    private protected abstract IEnumerable<object> Describe(Workspace workspace, Fleet fleet, IReadOnlyList<ItemName> names);

    /// <inheritdoc/>
    private protected override void WriteItems(Workspace workspace, IReadOnlyList<ItemName> names)
    {
        if (PassThru)
            WriteObject(Describe(workspace, workspace.RequireFleet(), names), enumerateCollection: true);
    }

    /// <summary>
    /// The item as it is, where the current object was written by <c>Get-</c> and has lost its type on the way, as through JSON: what it has in common
    /// with it are resolved values, defaults among them, which nobody asked to be set. Null for other objects.
    /// </summary>
    private PSObject? Present(ItemName item)
    {
        if (!IsCopy)
            return null;
        var workspace = ReadWorkspace();
        return workspace.Fleet is { } fleet && Describe(workspace, fleet, [item]).FirstOrDefault() is { } present ? new PSObject(present) : null;
    }

    /// <summary>A column that is nearly a parameter is said to be left out: a route without its misspelt <c>Allow</c> would be open to everybody.</summary>
    private void WarnOfMisspelt()
    {
        var known = MyInvocation.MyCommand.Parameters.Values.SelectMany(p => p.Aliases.Prepend(p.Name)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var property in InputObject?.Properties.Where(p => p.MemberType == PSMemberTypes.NoteProperty && !known.Contains(p.Name)) ?? [])
        {
            if (NearestWord.Find(property.Name, known) is { } nearest && _misspelt.Add(property.Name))
                WriteWarning($"'{property.Name}' is no parameter and was left out; did you mean '{nearest}'?");
        }
    }

    /// <summary>The current object is a copy of one that <c>Get-</c> wrote.</summary>
    private bool IsCopy => InputObject?.Properties is { } properties && properties["Fleet"] is not null && properties["Inventory"] is not null;

    /// <summary>Whether an empty list of the current object was asked for. In a copy of an item only where the item has values.</summary>
    private bool IsEmptied(string name, PSObject? present, bool isList) => !IsCopy || (present is not null && Texts(Property(present, name), isList).Count > 0);

    /// <summary>Adds values that are not given but made.</summary>
    private protected virtual void Complete(ItemName item, IDictionary<string, IReadOnlyList<string>> values)
    {
    }

    /// <summary>
    /// What the current object has for a parameter; null where it has nothing. The bound parameters would not do: what one object has bound stays
    /// among them for the next.
    /// </summary>
    private object? FromPipeline(string parameter) => InputObject is null ? null : Property(InputObject, parameter);

    private object? Property(PSObject given, string parameter) => MyInvocation.MyCommand.Parameters.TryGetValue(parameter, out var known)
        ? known.Aliases.Prepend(parameter).Select(n => given.Properties[n]).FirstOrDefault(p => p is not null)?.Value
        : null;

    /// <summary>Whether texts say what an item has. In JSON a word is the number that it stands for.</summary>
    private static bool IsSame(IReadOnlyList<string> texts, object? present, bool isList) =>
        texts.SequenceEqual(Texts(present, isList)) || (present is Enum word && texts is [var number] && number == word.ToString("D"));

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
