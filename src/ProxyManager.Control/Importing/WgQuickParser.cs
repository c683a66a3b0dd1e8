using ProxyManager.Inventory;

namespace ProxyManager.Control;

/// <summary>Takes a WireGuard configuration line by line. Keys and headings are compared without case, as wg(8) does.</summary>
/// <param name="file">The file, for positions.</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed class WgQuickParser(string file, ICollection<Diagnostic> problems)
{
    private const string InterfaceHeading = "[Interface]";
    private const string PeerHeading = "[Peer]";

    private static readonly string[] InterfaceKeys =
        ["PrivateKey", "ListenPort", "FwMark", "Address", "DNS", "MTU", "Table", "PreUp", "PostUp", "PreDown", "PostDown", "SaveConfig"];

    /// <summary>A WireGuard key has 44 characters.</summary>
    private const int LongestShown = 24;

    private static readonly string[] PeerKeys = ["PublicKey", "PresharedKey", "AllowedIPs", "Endpoint", "PersistentKeepalive"];

    private readonly List<(bool IsInterface, WgQuickSection Section)> _sections = [];
    private readonly List<WgQuickSetting> _above = [];
    private readonly List<WgQuickSetting> _loose = [];
    private List<WgQuickSetting> _settings = [];
    private List<WgQuickSetting> _comments = [];
    private bool _isInterface;
    private int _line;

    public void Add(string line)
    {
        _line++;
        var hash = line.IndexOf('#', StringComparison.Ordinal);
        var content = (hash < 0 ? line : line[..hash]).Trim();
        if (content.Length == 0 && hash < 0)
            return;
        if (content.Length == 0)
            AddComment(line, hash, isOfSection: _settings.Count == 0);
        else if (content.StartsWith('['))
            Begin(content, line);
        else
            AddSetting(content, line);
        if (content.Length > 0 && hash >= 0)
            AddComment(line, hash, isOfSection: true);
    }

    /// <returns>Null when there is no interface, which is a problem.</returns>
    public WgQuickFile? Finish()
    {
        foreach (var extra in _sections.Where(s => s.IsInterface).Skip(1))
            Report(ImportCodes.Unreadable, extra.Section.Position, "there is a second [Interface]", "make one file an interface");
        if (_sections.FirstOrDefault(s => s.IsInterface).Section is { } own)
            return new WgQuickFile(file, own, [.. _sections.Where(s => !s.IsInterface).Select(s => s.Section)], [.. _loose, .. _above]);
        Report(ImportCodes.Missing, new(file, 1, 1), "there is no [Interface]", "name a file that wg-quick reads");
        return null;
    }

    private void Begin(string heading, string line)
    {
        var position = At(line, heading);
        _isInterface = heading.Equals(InterfaceHeading, StringComparison.OrdinalIgnoreCase);
        if (!_isInterface && !heading.Equals(PeerHeading, StringComparison.OrdinalIgnoreCase))
            Report(ImportCodes.Unreadable, position, $"{Shown(heading)} is no section", $"sections are {InterfaceHeading} and {PeerHeading}");
        (_settings, _comments) = ([], [.. _above]);
        _above.Clear();
        _sections.Add((_isInterface, new(position, _settings, _comments)));
    }

    /// <summary>A comment belongs to the heading below it when no setting stands between them, or to the heading above it; one behind a line, or that says a name, to its section.</summary>
    private void AddComment(string line, int hash, bool isOfSection)
    {
        var text = line[hash..].Trim('#', ' ', '\t');
        if (text.Length == 0)
            return;
        var comment = new WgQuickSetting("#", text, At(line, text));
        if (_sections.Count > 0 && (isOfSection || ImportedName.Explicit(text) is not null))
            _comments.Add(comment);
        else
            _above.Add(comment);
    }

    private void AddSetting(string content, string line)
    {
        _loose.AddRange(_above);
        _above.Clear();
        var equals = content.IndexOf('=', StringComparison.Ordinal);
        var given = (equals < 0 ? content : content[..equals]).Trim();
        if (equals < 0 || _sections.Count == 0)
        {
            Report(
                ImportCodes.Unreadable,
                At(line, content),
                equals < 0 ? "this is neither a section nor 'Key = value'" : $"{Shown(given)} stands before the first section",
                "name a file that wg-quick reads");
            return;
        }

        var keys = _isInterface ? InterfaceKeys : PeerKeys;
        var value = content[(equals + 1)..].Trim();
        if (keys.FirstOrDefault(k => k.Equals(given, StringComparison.OrdinalIgnoreCase)) is not { } key)
            Report(ImportCodes.Unreadable, At(line, content), $"{Shown(given)} is no key of {(_isInterface ? InterfaceHeading : PeerHeading)}", $"its keys are {string.Join(", ", keys)}", NearestWord.Find(given, keys));
        else if (value.Length == 0)
            Report(ImportCodes.WrongValue, At(line, content), $"'{key}' has no value", "give it one, or remove the line");
        else
            _settings.Add(new(key, value, new(file, _line, line.IndexOf(value, line.IndexOf('=', StringComparison.Ordinal), StringComparison.Ordinal) + 1)));
    }

    /// <summary>A word of the file, unless it may be a key or hold one.</summary>
    private static string Shown(string word) =>
        word.Length <= LongestShown && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '[' or ']') ? $"'{word}'" : "this";

    private SourcePosition At(string line, string text) => new(file, _line, line.IndexOf(text, StringComparison.Ordinal) + 1);

    private void Report(string code, SourcePosition position, string message, string allowed, string? suggestion = null) =>
        problems.Add(new(code, DiagnosticSeverity.Error, position, message, allowed, suggestion));
}
