namespace ProxyManager.Cli.Tests;

/// <summary>Plans that are saved and applied later, on a host whose agent a script stands in for.</summary>
public sealed class SavedPlanCommandTests : PmTest
{
    private const string Fleet = """
        fleet: acme
        network: { v4: 10.20.0.0/16 }
        gateways:
          gw1: { ssh: root@gw1, endpoint: "203.0.113.10:51820", address: 10.20.0.1, edge: haproxy }

        """;

    private string Plan => Path.Combine(Directory, "plan.json");

    private string Asked => Path.Combine(Directory, "asked");

    [Fact]
    public async Task ApplyCheck_HostThatChangedSince_IsRefusedAndNothingElseIsDone()
    {
        Stand("h");
        (await RunAsync("plan", "--out", Plan, "-i", Inventory)).ExitCode.ShouldBe(0);
        (await RunAsync("apply", Plan, "--check", "-i", Inventory)).ExitCode.ShouldBe(0);

        Stand("i");
        var (exitCode, output, _) = await RunAsync("apply", Plan, "--check", "-i", Inventory);

        exitCode.ShouldBe(5);
        output.ShouldContain("PM3015: gw1 has changed since the plan was made");
        File.ReadAllText(Asked).ShouldNotContain("apply");
    }

    [Theory]
    [InlineData("plan", "PM2132")]
    [InlineData("diagnose", "PM2151")]
    public async Task Out_WhereNoFileCanBe_IsRefusedBeforeAnyHostIsAsked(string command, string code)
    {
        Stand("h");

        var (exitCode, _, error) = await RunAsync(command, "--out", Directory, "-i", Inventory);

        exitCode.ShouldBe(1);
        error.ShouldContain(code);
        File.Exists(Asked).ShouldBeFalse();
    }

    [Fact]
    public async Task PlanOut_Interrupted_SavesNothing()
    {
        Stand("h");
        using var interrupted = new CancellationTokenSource();
        await interrupted.CancelAsync();

        (await RunAsync(interrupted.Token, "plan", "--out", Plan, "-i", Inventory)).ExitCode.ShouldBe(130);

        File.Exists(Plan).ShouldBeFalse();
    }

    /// <summary>An OpenSSH client whose host differs, and is in a state that the hash stands for.</summary>
    private void Stand(string observedHash)
    {
        Write(Fleet);
        Stand("ssh", $$"""
            #!/bin/sh
            while read -r line; do
              echo "$line" >>'{{Asked}}'
              echo '{"reply":"plan","changes":[{"kind":"file","name":"/etc/x","action":"update","drift":false,"lines":["+ x"]}],"problems":[],"warnings":[],"generation":1,"observedHash":"{{observedHash}}"}'
            done

            """);
    }
}
