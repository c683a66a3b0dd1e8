using System.CommandLine;
using System.Text;
using ProxyManager.Cli.Completion;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cli.Commands;

/// <summary>The options for the keys of a kind of item, made from what the inventory says of them.</summary>
internal sealed class ItemOptions
{
    private readonly List<(ItemKey Key, Option Option, Func<Invocation, IReadOnlyList<string>?> Read)> _options = [];

    private readonly GlobalOptions _global;

    /// <param name="keys">The keys.</param>
    /// <param name="options">Those that say which inventory has the names that the keys take.</param>
    public ItemOptions(IEnumerable<ItemKey> keys, GlobalOptions options)
    {
        _global = options;
        foreach (var key in keys)
            Add(key);
    }

    /// <summary>Without the leading hyphens, by the key's name.</summary>
    public IReadOnlyDictionary<string, string> Paths => _options.ToDictionary(o => o.Option.Name[2..], o => o.Key.Path);

    /// <summary>Names of those that can be taken out, without the leading hyphens.</summary>
    public IEnumerable<string> Clearable => _options.Where(o => ItemKind.All.Any(k => k.Clearable.Contains(o.Key))).Select(o => o.Option.Name[2..]);

    public void AddTo(Command command) => _options.ForEach(o => command.Options.Add(o.Option));

    /// <summary>The values that were given, by key.</summary>
    public Dictionary<string, IReadOnlyList<string>> Read(Invocation invocation) => _options
        .Select(o => (o.Key.Path, Values: o.Read(invocation)))
        .Where(v => v.Values is { Count: > 0 })
        .ToDictionary(v => v.Path, v => v.Values!);

    private void Add(ItemKey key)
    {
        if (key.IsFlag)
        {
            var flag = new Option<bool?>(Name(key.Path)) { Description = key.Description };
            flag.CompletionSources.Add("true", "false");
            _options.Add((key, flag, i => i.Value(flag) is { } value ? [value ? "true" : "false"] : null));
            return;
        }

        if (key.IsList)
        {
            var several = new Option<string[]>(Name(key.Path)) { Description = $"{key.Description} Several: with commas, or the option again.", Arity = ArgumentArity.OneOrMore };
            Add(key, several, i => i.Value(several) is { } values ? Split(key, values) : null);
        }
        else
        {
            var single = new Option<string?>(Name(key.Path)) { Description = key.Description };
            Add(key, single, i => i.Value(single) is { } value ? [value] : null);
        }
    }

    private void Add(ItemKey key, Option option, Func<Invocation, IReadOnlyList<string>?> read)
    {
        option.HelpName = key.Words.Count > 0 ? string.Join('|', key.Words) : key.Path.Split('.')[^1].ToUpperInvariant();
        option.CompletionSources.Add([.. key.Words]);
        option.CompletionSources.Add(context => InventoryNames.Written(context, _global, names => names.For(key.Path)));
        option.Validators.Add(result =>
        {
            // An empty variable of a script must not open to everybody what it was to restrict.
            if (result.Tokens.Count > 0 && Split(key, result.Tokens.Select(t => t.Value)).All(v => v.Length == 0))
                result.AddError($"{option.Name} was given and is empty; leave it out, or take the key out with --unset");
            foreach (var objection in Split(key, result.Tokens.Select(t => t.Value)).Select(key.Objection).OfType<string>())
                result.AddError($"{option.Name}: {objection}");
        });
        _options.Add((key, option, read));
    }

    /// <summary>Nothing that stands in a list has a comma in it.</summary>
    private static IReadOnlyList<string> Split(ItemKey key, IEnumerable<string> values) =>
        key.IsList ? [.. values.SelectMany(v => v.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))] : [.. values];

    /// <summary>The option of a key: <c>--insecure-upstream</c>, <c>--health-interval</c>.</summary>
    private static string Name(string path)
    {
        var name = new StringBuilder("--");
        foreach (var c in path)
        {
            if (c == '.')
                name.Append('-');
            else if (char.IsUpper(c))
                name.Append('-').Append(char.ToLowerInvariant(c));
            else
                name.Append(c);
        }

        return name.ToString();
    }
}
