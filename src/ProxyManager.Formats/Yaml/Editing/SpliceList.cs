using System.Text;

namespace ProxyManager.Formats.Yaml.Editing;

/// <summary>Changes of a text that are made together. What two of them remove goes once; what is inserted at one place keeps the order in which it was added.</summary>
internal sealed class SpliceList
{
    private readonly List<(int Start, int End, string Text)> _splices = [];

    public void Insert(int index, string inserted) => Replace(index, index, inserted);

    public void Delete(int start, int end) => Replace(start, end, "");

    public void Replace(int start, int end, string replacement) => _splices.Add((start, end, replacement));

    public string Apply(string text)
    {
        var changed = new StringBuilder();
        var index = 0;
        foreach (var (start, end, replacement) in _splices.OrderBy(s => s.Start))
        {
            if (start > index)
                changed.Append(text, index, start - index);
            changed.Append(replacement);
            index = Math.Max(index, end);
        }

        return changed.Append(text, index, text.Length - index).ToString();
    }
}
