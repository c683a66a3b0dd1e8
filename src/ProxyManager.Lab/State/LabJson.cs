using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProxyManager.Lab.State;

/// <summary>The files of labs, written and read without reflection.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, WriteIndented = true, UseStringEnumConverter = true, Converters = [typeof(IPAddressConverter)])]
[JsonSerializable(typeof(LabState))]
[JsonSerializable(typeof(Dictionary<string, long>))]
internal sealed partial class LabJson : JsonSerializerContext;
