using System.Collections.Concurrent;
using HandlebarsDotNet;
using HandlebarsDotNet.Compiler;
using ProxyManager.Compilation;

namespace ProxyManager.Formats.Templates;

/// <summary>
/// Renders Handlebars templates (https://handlebarsjs.com/guide/). Values are written without escaping, but never over more than one line. The default templates
/// ship inside this assembly.
/// </summary>
public sealed class HandlebarsTemplateRenderer : ITemplateRenderer
{
    private readonly IReadOnlyDictionary<string, string> _overrides;
    private readonly Lazy<IHandlebars> _engine = new(CreateEngine);
    private readonly ConcurrentDictionary<string, HandlebarsTemplate<object, object>> _compiled = new(StringComparer.Ordinal);

    /// <param name="overrides">Texts of templates by file name that win over the default ones; null for none.</param>
    public HandlebarsTemplateRenderer(IReadOnlyDictionary<string, string>? overrides = null) =>
        _overrides = overrides ?? new Dictionary<string, string>();

    public string Render(string name, IReadOnlyDictionary<string, object?> model)
    {
        try
        {
            return _compiled.GetOrAdd(name, Compile)(model).ReplaceLineEndings("\n");
        }
        catch (Exception e) when (e is HandlebarsException or HandlebarsUndefinedBindingException)
        {
            throw new TemplateException($"the template {name} cannot be rendered: {e.Message}", e);
        }
    }

    private HandlebarsTemplate<object, object> Compile(string name) => _engine.Value.Compile(_overrides.GetValueOrDefault(name) ?? ReadDefault(name));

    private static string ReadDefault(string name)
    {
        using var stream = typeof(HandlebarsTemplateRenderer).Assembly.GetManifestResourceStream("Templates/" + name)
            ?? throw new TemplateException($"there is no template {name}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static IHandlebars CreateEngine() => Handlebars.Create(new HandlebarsConfiguration
    {
        TextEncoder = new SingleLineEncoder(),
        ThrowOnUnresolvedBindingExpression = true,
    });
}
