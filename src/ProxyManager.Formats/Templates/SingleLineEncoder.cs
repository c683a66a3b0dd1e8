using System.Text;
using HandlebarsDotNet;
using ProxyManager.Compilation;

namespace ProxyManager.Formats.Templates;

/// <summary>
/// Writes values as they are, but refuses those with control characters: in every text that is rendered here a line feed would begin a new directive.
/// </summary>
internal sealed class SingleLineEncoder : ITextEncoder
{
    public void Encode(StringBuilder? text, TextWriter target) => Encode(text?.ToString(), target);

    public void Encode(string? text, TextWriter target)
    {
        if (text is null)
            return;
        if (text.Any(char.IsControl))
            throw new TemplateException($"the value '{text.ReplaceLineEndings(" ")}' has more than one line or a control character");
        target.Write(text);
    }

    public void Encode<T>(T? text, TextWriter target)
        where T : IEnumerator<char>
    {
        var whole = new StringBuilder();
        while (text?.MoveNext() == true)
            whole.Append(text.Current);
        Encode(whole, target);
    }
}
