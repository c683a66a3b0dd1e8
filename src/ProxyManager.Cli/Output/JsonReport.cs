using System.Text.Json;
using System.Text.Json.Serialization;
using ProxyManager.Control;
using ProxyManager.Inventory;
using ProxyManager.Lab;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Cli.Output;

/// <summary>The documents that <c>--json</c> prints. Fields are only ever added; docs/reference/json.md lists them.</summary>
internal static class JsonReport
{
    /// <summary>Writes a document to standard output.</summary>
    public static void Write<T>(Terminal terminal, T document, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        terminal.Output.WriteLine(JsonSerializer.Serialize(document, type));
}

/// <summary>The outcome of a run over hosts.</summary>
internal sealed record RunDocument(string Fleet, IReadOnlyList<HostDocument> Hosts, int ExitCode)
{
    public int Schema { get; init; } = 1;

    public static RunDocument Of(string fleet, IEnumerable<HostResult> results, int exitCode) =>
        new(fleet, [.. results.OrderBy(r => r.Host, StringComparer.Ordinal).Select(HostDocument.Of)], exitCode);
}

/// <summary>The outcome for one host.</summary>
internal sealed record HostDocument(
    string Host,
    HostVerdict Verdict,
    HostState State,
    long Generation,
    IReadOnlyList<Change> Changes,
    IReadOnlyList<HostProblem> Problems,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Done,
    HostStatus? Status,
    HostFacts? Facts,
    double ElapsedMilliseconds)
{
    public static HostDocument Of(HostResult r) => new(
        r.Host, r.Verdict, r.State, r.Generation, r.Changes, r.Problems, r.Warnings, r.Done, r.Status, r.Facts, Math.Round(r.Elapsed.TotalMilliseconds, 1));
}

/// <summary>What is wrong with an inventory.</summary>
internal sealed record ValidationDocument(string? Fleet, bool Valid, IReadOnlyList<DiagnosticDocument> Diagnostics)
{
    public int Schema { get; init; } = 1;
}

/// <summary>One error or warning.</summary>
internal sealed record DiagnosticDocument(
    string Code, DiagnosticSeverity Severity, string File, int Line, int Column, string Message, string? Allowed, string? Suggestion)
{
    public static DiagnosticDocument Of(Diagnostic d) =>
        new(d.Code, d.Severity, d.Position.File, d.Position.Line, d.Position.Column, d.Message, d.Allowed, d.Suggestion);
}

/// <summary>An operation that could not go on.</summary>
internal sealed record ErrorDocument(string Code, string Message, string Advice)
{
    public int Schema { get; init; } = 1;
}

/// <summary>Files that were written.</summary>
internal sealed record FilesDocument(IReadOnlyList<string> Files)
{
    public int Schema { get; init; } = 1;
}

/// <summary>A signing key or a verified bundle.</summary>
internal sealed record KeyDocument(string? File, string PublicKey, string KeyId)
{
    public int Schema { get; init; } = 1;
}

/// <summary>A bundle that was verified.</summary>
internal sealed record BundleDocument(string File, string Fleet, string Host, string HostId, long Generation, int Resources, string ContentHash)
{
    public int Schema { get; init; } = 1;
}

/// <summary>The labs of this machine.</summary>
internal sealed record LabsDocument(IReadOnlyList<LabDocument> Labs)
{
    public int Schema { get; init; } = 1;

    public static LabsDocument Of(IEnumerable<LabSummary> labs) => new([.. labs.Select(l => new LabDocument(l.Name, l.Created, l.Hosts, l.Ready))]);
}

/// <summary>A lab.</summary>
internal sealed record LabDocument(string Name, DateTimeOffset Created, IReadOnlyList<string> Hosts, bool Ready);

/// <summary>Source-generated, so that the first document costs no reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(RunDocument))]
[JsonSerializable(typeof(ValidationDocument))]
[JsonSerializable(typeof(ErrorDocument))]
[JsonSerializable(typeof(FilesDocument))]
[JsonSerializable(typeof(KeyDocument))]
[JsonSerializable(typeof(BundleDocument))]
[JsonSerializable(typeof(LabsDocument))]
internal sealed partial class JsonDocuments : JsonSerializerContext;
