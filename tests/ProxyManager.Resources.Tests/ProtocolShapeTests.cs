using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Resources.Tests;

/// <summary>
/// All that controller and agent can say to each other, bundles too, stands in a file that carries the protocol's number: who changes what is said raises
/// <see cref="AgentProtocol.Version"/>, since an agent of the same number is not replaced.
/// </summary>
public sealed class ProtocolShapeTests
{
    [Fact]
    public void Messages_AreThoseOfTheNumber()
    {
        var path = Path.Combine(Directory(), $"{AgentProtocol.Version}.txt");
        var shape = Shape();
        if (Environment.GetEnvironmentVariable("PM_UPDATE_GOLDEN") == "1" && !File.Exists(path))
            File.WriteAllText(path, shape);

        shape.ShouldBe(File.ReadAllText(path), "what is said has changed: raise AgentProtocol.Version, and write its file with PM_UPDATE_GOLDEN=1");
        System.IO.Directory.GetFiles(Directory()).ShouldBe([path], "the files of older numbers are of no use");
    }

    /// <summary>Every type that can be reached from a message: its members, or the words of its form.</summary>
    private static string Shape()
    {
        var text = new StringBuilder();
        var seen = new HashSet<Type>();
        var waiting = new Queue<Type>([typeof(Request), typeof(Reply)]);
        while (waiting.TryDequeue(out var type))
        {
            var info = ResourcesJson.Wire.Options.GetTypeInfo(type);
            if (!seen.Add(type) || info.Converter.GetType().Assembly == typeof(JsonTypeInfo).Assembly && info is { Kind: JsonTypeInfoKind.None, Type.IsEnum: false })
                continue;
            if (info.ElementType is { } element)
            {
                waiting.Enqueue(element);
                continue;
            }

            text.Append(Name(type)).Append('\n');
            foreach (var name in type.IsEnum ? Enum.GetNames(type) : [])
                text.Append($"  {name}\n");
            foreach (var derived in info.PolymorphismOptions?.DerivedTypes ?? [])
            {
                text.Append($"  {info.PolymorphismOptions!.TypeDiscriminatorPropertyName} {derived.TypeDiscriminator}: {Name(derived.DerivedType)}\n");
                waiting.Enqueue(derived.DerivedType);
            }

            foreach (var property in info.Properties)
            {
                text.Append($"  {property.Name}: {Name(property.PropertyType)}\n");
                waiting.Enqueue(property.PropertyType);
            }
        }

        return text.ToString();
    }

    private static string Name(Type type) => type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : type.Name;

    private static string Directory([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "Protocol");
}
