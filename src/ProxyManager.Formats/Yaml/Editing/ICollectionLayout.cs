namespace ProxyManager.Formats.Yaml.Editing;

/// <summary>How the entries of a collection are laid out: what is to be done to the text to take some out and put some in.</summary>
internal interface ICollectionLayout
{
    /// <summary>The column of entries that stand in lines of their own; null in braces or brackets.</summary>
    int? Column { get; }

    /// <summary>Takes out entries that follow one another.</summary>
    /// <param name="removed">The entries, at least one.</param>
    /// <param name="previous">The entry before them, which stays; null when they are the first.</param>
    /// <param name="next">The entry behind them, which stays; null when they are the last.</param>
    void Remove(IReadOnlyList<SyntaxEntry> removed, SyntaxEntry? previous, SyntaxEntry? next);

    /// <summary>Puts an entry in the place of another, whose comments go with it.</summary>
    void Replace(SyntaxEntry removed, NewEntry inserted);

    /// <summary>Puts in entries between two that stay, of which at least one is there.</summary>
    void Insert(IReadOnlyList<NewEntry> inserted, SyntaxEntry? previous, SyntaxEntry? next);
}
