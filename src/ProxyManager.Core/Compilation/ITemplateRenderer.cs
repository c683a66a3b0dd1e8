namespace ProxyManager.Compilation;

/// <summary>Port: renders the few texts that users may change.</summary>
public interface ITemplateRenderer
{
    /// <summary>Renders a template.</summary>
    /// <param name="name">File name below <c>Templates/</c>, such as <c>haproxy.cfg.hbs</c>. A file of the same name beside the inventory wins.</param>
    /// <param name="model">Values: strings, numbers, booleans, and lists and dictionaries (string → object?) of these.</param>
    /// <returns>The text, with line feeds only.</returns>
    /// <exception cref="TemplateException">The template is not valid or needs a value that the model lacks.</exception>
    string Render(string name, IReadOnlyDictionary<string, object?> model);
}
