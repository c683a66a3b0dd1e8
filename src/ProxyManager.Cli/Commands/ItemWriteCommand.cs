using System.CommandLine;
using ProxyManager.Control;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm gateway|peer|service|route|firewall add|set</c>, but for <c>pm peer add</c></summary>
internal class ItemWriteCommand : ItemEditCommand
{
    private readonly ItemSubject _subject;
    private readonly ItemAction _action;
    private readonly Argument<string> _name;
    private readonly ItemOptions _keys;

    private readonly Option<string[]> _unset = new("--unset")
    {
        Description = "Take these keys out, named as their options are. Several: with commas, or the option again.",
        HelpName = "KEY",
        Arity = ArgumentArity.OneOrMore,
    };

    public ItemWriteCommand(ItemSubject subject, ItemAction action, string description, GlobalOptions options)
        : base(action == ItemAction.Add ? "add" : "set", description, options)
    {
        (_subject, _action, _name, _keys) = (subject, action, subject.Name(action, options), subject.Options(options));
        Arguments.Add(_name);
        _keys.AddTo(this);
        if (action != ItemAction.Set)
            return;
        _unset.CompletionSources.Add([.. _keys.Clearable]);
        Options.Add(_unset);
    }

    /// <inheritdoc/>
    protected override IEnumerable<ItemEdit> Edits(Invocation invocation, Workspace workspace)
    {
        var values = _keys.Read(invocation);
        foreach (var key in (invocation.Value(_unset) ?? []).SelectMany(k => k.Split(',')))
        {
            if (!_keys.Paths.TryGetValue(key.TrimStart('-'), out var path))
                throw new UsageException("PM2116", $"there is no key '{key}' to take out", $"its keys are {string.Join(", ", _keys.Paths.Keys)}");
            if (!values.TryAdd(path, []))
                throw new UsageException("PM2116", $"'{key}' is to be set and to be taken out", "give it a value, or name it in --unset");
        }

        Complete(invocation, values);
        return _subject.Edits(Item(invocation), _action, values);
    }

    /// <summary>The name that was given.</summary>
    protected string Item(Invocation invocation) => invocation.Value(_name)!;

    /// <summary>Adds values that are not given but made.</summary>
    protected virtual void Complete(Invocation invocation, IDictionary<string, IReadOnlyList<string>> values)
    {
    }
}
