using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ProxyManager.Control;

/// <summary>Asks git about a directory.</summary>
/// <param name="directory">A directory of a working copy, or of none.</param>
internal sealed class GitRepository(string directory)
{
    /// <summary>What git says outside a working copy. A working copy that is broken is <c>not a git repository: PATH</c>.</summary>
    private const string Outside = "not a git repository (or any";

    /// <summary>What <c>git status</c> prints; null outside a working copy, and where there is no git.</summary>
    /// <exception cref="UsageException">There is a working copy, and git cannot or may not read it.</exception>
    public string? Status()
    {
        // One process: the porcelain header names the commit, every other line is a change.
        var (output, error) = Run(["status", "--porcelain=v2", "--branch", "--untracked-files=normal", "--", "."]);
        if (output is not null)
            return Encoding.UTF8.GetString(output);
        return error is null || error.Contains(Outside, StringComparison.Ordinal)
            ? null
            : throw new UsageException("PM2135", $"git cannot tell which commit the inventory comes from: {error.Trim()}", "do what git says; a container whose user does not own the checkout needs safe.directory");
    }

    /// <summary>What a command of git prints; null when it fails.</summary>
    public string? Text(params string[] arguments) => Run(arguments).Output is { } output ? Encoding.UTF8.GetString(output) : null;

    /// <summary>A command of git succeeds.</summary>
    public bool Succeeds(params string[] arguments) => Run(arguments).Output is not null;

    /// <summary>The contents of objects, in the order of their names; null where there is none. One process, however many.</summary>
    /// <param name="names">Their names, gitrevisions(7).</param>
    public List<byte[]?> Objects(IReadOnlyCollection<string> names)
    {
        var (output, _) = Run(["cat-file", "--batch"], string.Join('\n', names) + "\n");
        var objects = new List<byte[]?>(names.Count);
        var rest = (output ?? []).AsSpan();
        while (objects.Count < names.Count)
        {
            var end = rest.IndexOf((byte)'\n');
            var header = end < 0 ? [] : Encoding.UTF8.GetString(rest[..end]).Split(' ');
            if (header is not [_, "blob" or "tree", var size])
            {
                objects.Add(null);
                rest = end < 0 ? rest : rest[(end + 1)..];
                continue;
            }

            var content = rest.Slice(end + 1, int.Parse(size, CultureInfo.InvariantCulture));
            objects.Add(content.ToArray());
            rest = rest[(end + 1 + content.Length + 1)..];
        }

        return objects;
    }

    /// <summary>Output, where it succeeds; what it says, where it fails; neither where there is no git.</summary>
    private (byte[]? Output, string? Error) Run(IReadOnlyList<string> arguments, string? input = null)
    {
        var start = new ProcessStartInfo("git", ["-C", directory, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LC_ALL"] = "C" },
        };
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var writing = WriteAsync(process.StandardInput, input);
            using var output = new MemoryStream();
            process.StandardOutput.BaseStream.CopyTo(output);
            process.WaitForExit();
            writing.GetAwaiter().GetResult();
            return process.ExitCode == 0 ? (output.ToArray(), null) : (null, error.GetAwaiter().GetResult());
        }
        catch (Win32Exception)
        {
            return (null, null);
        }
    }

    private static async Task WriteAsync(StreamWriter standardInput, string? input)
    {
        try
        {
            await using (standardInput)
                await standardInput.WriteAsync(input);
        }
        catch (IOException)
        {
            // It ended before it had read everything: its exit code tells.
        }
    }
}
