using System.Diagnostics;

namespace ProxyManager.EndToEnd.Tests.Preparation;

/// <summary><c>scripts/quickstart.sh</c> where no lab can be hosted.</summary>
public sealed class QuickstartTests
{
    /// <summary>In a user namespace without root's rights (user_namespaces(7)), in a copy of the checkout whose programs are not built yet.</summary>
    private const string Script = """
        git -C "$1" ls-files -z | tar -C "$1" --null --files-from=- --create | tar --extract --directory="$2"
        exec unshare --user --map-user=1000 --map-group=1000 "$2/scripts/quickstart.sh"
        """;

    [LabFact]
    public async Task Quickstart_WithoutRoot_SaysWhatIsMissingAndShowsWhatNeedsNoHost()
    {
        var copy = Directory.CreateTempSubdirectory("pm-quickstart-");
        try
        {
            var start = new ProcessStartInfo("sh", ["-ec", Script, "quickstart", LabEnvironment.Repository, copy.FullName])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();

            process.ExitCode.ShouldBe(0, output + await error);
            output.ShouldContain("lacks root's rights");
            output.ShouldContain(": valid");
            output.ShouldContain("proxymanager.nft");
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }
}
