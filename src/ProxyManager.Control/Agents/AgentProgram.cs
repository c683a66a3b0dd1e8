using System.Security.Cryptography;

namespace ProxyManager.Control.Agents;

/// <summary>The agent that this installation brings along, for hosts that have none or one of another protocol version.</summary>
/// <param name="path">Path of the program; null looks where the build and the packages put it.</param>
public sealed class AgentProgram(string? path = null)
{
    private static readonly string[] Places = ["agent/linux-x64/pm-agent", "../agent/linux-x64/pm-agent", "../../agent/linux-x64/pm-agent"];

    private readonly Lazy<(byte[] Program, string Sha256)> _program = new(() => Load(path));

    /// <summary>The version of this product, which its agent has too.</summary>
    public static Version Version { get; } = typeof(AgentProgram).Assembly.GetName().Version!;

    /// <summary>The program.</summary>
    /// <exception cref="TransportException">It is not there.</exception>
    public ReadOnlyMemory<byte> Content => _program.Value.Program;

    /// <summary>Its hex SHA-256.</summary>
    /// <exception cref="TransportException">It is not there.</exception>
    public string Sha256 => _program.Value.Sha256;

    /// <summary>Whether this installation brings one. One that was named and is not there is an error, and not none.</summary>
    public bool Exists => path is not null || Candidates(path).Any(File.Exists);

    private static IReadOnlyList<string> Candidates(string? path) => path is not null ? [path] : [.. Places.Select(p => Path.Combine(AppContext.BaseDirectory, p))];

    private static (byte[] Program, string Sha256) Load(string? path)
    {
        var candidates = Candidates(path);
        if (candidates.FirstOrDefault(File.Exists) is not { } found)
            throw new TransportException(
                "PM2009",
                "this installation has no agent to bring to hosts (looked for " + string.Join(", ", candidates.Select(Path.GetFullPath)) + ")",
                "build it with 'scripts/build.sh', or name one in PM_AGENT");
        var program = File.ReadAllBytes(found);
        return (program, Convert.ToHexStringLower(SHA256.HashData(program)));
    }
}
