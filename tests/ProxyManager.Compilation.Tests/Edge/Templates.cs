using HandlebarsDotNet;

namespace ProxyManager.Compilation.Tests.Edge;

/// <summary>The product's own templates.</summary>
internal sealed class Templates : ITemplateRenderer
{
    public static readonly ITemplateRenderer Renderer = new Templates();

    public string Render(string name, IReadOnlyDictionary<string, object?> model)
    {
        var handlebars = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true, ThrowOnUnresolvedBindingExpression = true });
        return handlebars.Compile(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Templates", name)))(model);
    }
}
