using System.Reflection;
using ProxyManager.Compilation;
using ProxyManager.Inventory;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets.Isolation;

/// <summary>What <c>ProxyManager.Formats</c> implements of Core's ports, from a context of its own that is made at first use.</summary>
internal static class FormatsLibrary
{
    private static readonly Lazy<Assembly> Library = new(Load);

    /// <summary>Reads YAML.</summary>
    public static IInventoryReader Reader() => Create<IInventoryReader>("ProxyManager.Formats.Yaml.YamlInventoryReader");

    /// <summary>Edits YAML in place.</summary>
    public static IInventoryEditor Editor() => Create<IInventoryEditor>("ProxyManager.Formats.Yaml.Editing.YamlInventoryEditor");

    /// <summary>Renders templates.</summary>
    /// <param name="overrides">Texts of templates by file name that win over the default ones.</param>
    public static ITemplateRenderer Templates(IReadOnlyDictionary<string, string> overrides) =>
        Create<ITemplateRenderer>("ProxyManager.Formats.Templates.HandlebarsTemplateRenderer", overrides);

    /// <summary>Makes QR codes.</summary>
    public static IQrEncoder QrEncoder() => Create<IQrEncoder>("ProxyManager.Formats.QrCodes.QrEncoder");

    private static T Create<T>(string type, params object[] arguments) =>
        (T)Activator.CreateInstance(Library.Value.GetType(type, throwOnError: true)!, arguments)!;

    private static Assembly Load()
    {
        var directory = Path.Combine(Path.GetDirectoryName(typeof(FormatsLibrary).Assembly.Location)!, "deps");
        return new FormatsContext(directory).LoadFromAssemblyPath(Path.Combine(directory, "ProxyManager.Formats.dll"));
    }
}
