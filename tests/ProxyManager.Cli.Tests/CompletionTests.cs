using System.Diagnostics;

namespace ProxyManager.Cli.Tests;

/// <summary>The completion scripts in real shells, with the program of this build.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("pm-completion-").FullName;

    [ProgramFact("bash")]
    public void Bash_HalfACommand_IsCompleted() => Bash("pm pla").ShouldBe(["plan"]);

    [ProgramFact("bash")]
    public void Bash_HalfAHost_IsCompletedFromTheInventory() => Bash("pm plan --limit am").ShouldBe(["ams1"]);

    [ProgramFact("bash")]
    public void Bash_HalfAGroupAfterAnotherInventory_IsCompletedFromThat() =>
        Bash($"pm host init -i {Path.Combine(_directory, "fleet.yml")} e").ShouldContain("eu");

    [ProgramFact("bash")]
    public void Bash_InventoryWithErrors_OffersNothingAndSaysNothing()
    {
        File.WriteAllText(Path.Combine(_directory, "fleet.yml"), "gateways: [");
        Bash("pm plan --limit am").ShouldBeEmpty();
    }

    [ProgramFact("zsh")]
    public void Zsh_HalfACommand_IsCompleted() => Run(
        "zsh",
        "-fc",
        """
        compdef() { : }
        compadd() { shift; print -l -- "$@" }
        _files() { print files }
        eval "$(pm completion zsh)"
        BUFFER='pm pla'; CURSOR=6; _pm
        BUFFER='pm plan --limit am'; CURSOR=18; _pm
        BUFFER='pm render --out zz'; CURSOR=18; _pm
        """).ShouldBe(["plan", "ams1", "files"]);

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private string[] Bash(string line) => Run(
        "bash", "-c", $"""eval "$(pm completion bash)"; COMP_LINE='{line}' COMP_POINT={line.Length}; _pm; printf '%s\n' "{"$"}{"{COMPREPLY[@]}"}" """);

    private string[] Run(string shell, params string[] arguments)
    {
        var inventory = Path.Combine(_directory, "fleet.yml");
        if (!File.Exists(inventory))
        {
            File.WriteAllText(inventory, """
                fleet: acme
                network: { v4: 10.20.0.0/16 }
                gateways:
                  ams1: { ssh: root@203.0.113.10, endpoint: "203.0.113.10:51820", address: 10.20.0.1, edge: haproxy, groups: [eu] }
                """);
        }

        var start = new ProcessStartInfo(shell, arguments)
        {
            WorkingDirectory = _directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PATH"] = AppContext.BaseDirectory + ":" + Environment.GetEnvironmentVariable("PATH"), ["PM_INVENTORY"] = null },
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        error.Result.ShouldBeEmpty();
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
