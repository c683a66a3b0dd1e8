using ProxyManager.Formats.Templates;

namespace ProxyManager.Compilation.Tests.Edge;

/// <summary>The product's own templates.</summary>
internal static class Templates
{
    public static readonly ITemplateRenderer Renderer = new HandlebarsTemplateRenderer();
}
