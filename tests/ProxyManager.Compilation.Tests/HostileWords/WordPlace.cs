using ProxyManager.Inventory;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Compilation.Tests.HostileWords;

/// <summary>A place in an inventory where a word stands.</summary>
/// <param name="Path">The place in the shape of inventories, such as <c>/peers/*/owner</c>; <c>*</c> at the end is the name of an item.</param>
/// <param name="Steps">The keys and indices that lead to it.</param>
/// <param name="IsName">The last of them is the word itself.</param>
/// <param name="Word">What stands there.</param>
/// <param name="Form">The form of what may stand there; null for names.</param>
internal sealed record WordPlace(string Path, IReadOnlyList<object> Steps, bool IsName, string Word, ScalarForm? Form)
{
    /// <summary>False for a word that is refused for its form alone.</summary>
    public bool MayTake(string word) => Form?.Check(new ScalarNode(default, ScalarKind.String, word), []) != false;
}
