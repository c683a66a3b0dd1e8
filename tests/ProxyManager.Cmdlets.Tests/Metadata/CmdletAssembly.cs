using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace ProxyManager.Cmdlets.Tests.Metadata;

/// <summary>Reads the cmdlets of the built assembly without loading it: their base classes exist only inside PowerShell.</summary>
internal static class CmdletAssembly
{
    private const string Automation = "System.Management.Automation.";

    private static readonly TypeNames Names = new();

    /// <summary>All of them, sorted by name.</summary>
    public static IReadOnlyList<CmdletClass> Cmdlets { get; } = Read();

    private static List<CmdletClass> Read()
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, "ProxyManager.Cmdlets.dll")));
        var metadata = file.GetMetadataReader();
        return
        [
            .. metadata.TypeDefinitions
                .Select(metadata.GetTypeDefinition)
                .Where(t => !t.Attributes.HasFlag(TypeAttributes.Abstract))
                .Select(t => Cmdlet(metadata, t))
                .OfType<CmdletClass>()
                .OrderBy(c => c.Name, StringComparer.Ordinal),
        ];
    }

    private static CmdletClass? Cmdlet(MetadataReader metadata, TypeDefinition type)
    {
        if (Attributes(metadata, type.GetCustomAttributes(), "CmdletAttribute").ToList() is not [{ FixedArguments: [var verb, var noun] } cmdlet])
            return null;
        var outputs = Attributes(metadata, type.GetCustomAttributes(), "OutputTypeAttribute")
            .SelectMany(a => a.FixedArguments)
            .SelectMany(a => (ImmutableArray<CustomAttributeTypedArgument<string>>)a.Value!)
            .Select(a => (string)a.Value!);
        return new CmdletClass(
            metadata.GetString(type.Name),
            (string)verb.Value!,
            (string)noun.Value!,
            cmdlet.NamedArguments.Any(a => a is { Name: "SupportsShouldProcess", Value: true }),
            [.. outputs],
            [.. Parameters(metadata, type).DistinctBy(p => p.Name)]);
    }

    private static IEnumerable<CmdletParameter> Parameters(MetadataReader metadata, TypeDefinition type)
    {
        foreach (var property in type.GetProperties().Select(metadata.GetPropertyDefinition))
            foreach (var attribute in Attributes(metadata, property.GetCustomAttributes(), "ParameterAttribute"))
                yield return new(
                    metadata.GetString(property.Name),
                    property.DecodeSignature(Names, null).ReturnType,
                    attribute.NamedArguments.FirstOrDefault(a => a.Name == "HelpMessage").Value as string,
                    Attributes(metadata, property.GetCustomAttributes(), "ArgumentCompleterAttribute").Any());
        if (type.BaseType is { IsNil: false, Kind: HandleKind.TypeDefinition } parent)
            foreach (var inherited in Parameters(metadata, metadata.GetTypeDefinition((TypeDefinitionHandle)parent)))
                yield return inherited;
    }

    private static IEnumerable<CustomAttributeValue<string>> Attributes(MetadataReader metadata, CustomAttributeHandleCollection handles, string name) =>
        from handle in handles
        let attribute = metadata.GetCustomAttribute(handle)
        where attribute.Constructor.Kind == HandleKind.MemberReference
        let parent = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent
        where parent.Kind == HandleKind.TypeReference && Names.GetTypeFromReference(metadata, (TypeReferenceHandle)parent, 0) == Automation + name
        select attribute.DecodeValue(Names);
}
