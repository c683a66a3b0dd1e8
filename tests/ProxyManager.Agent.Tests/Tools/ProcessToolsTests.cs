using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Tests.Tools;

/// <summary>Against real programs.</summary>
public sealed class ProcessToolsTests
{
    /// <summary>Many times what a pipe holds.</summary>
    private static readonly string Large = string.Concat(Enumerable.Repeat("aé€😀\n", 100_000));

    private readonly ProcessTools _tools = new();

    [Fact]
    public void Run_LargeInputAndOutput_ComesBackWhole() => _tools.Run("cat", [], Large).ShouldBe(new ToolResult(0, Large, ""));

    [Fact]
    public void Run_BothOutputs_AreKeptApart() =>
        _tools.Run("sh", ["-c", "echo out; echo error >&2; exit 3"]).ShouldBe(new ToolResult(3, "out\n", "error\n"));

    [Fact]
    public void Run_NoInput_FindsItClosed() => _tools.Run("wc", ["-c"]).Output.Trim().ShouldBe("0");

    [Fact]
    public void Run_ProgramThatReadsNothing_EndsWithItsExitCode() => _tools.Run("false", [], Large).ShouldBe(new ToolResult(1, "", ""));

    [Fact]
    public void Run_ProgramThatClosesItsOutputsFirst_IsWaitedFor() =>
        _tools.Run("sh", ["-c", "exec >&- 2>&-; read line; exit 7"], "go\n").ExitCode.ShouldBe(7);

    [Theory]
    [InlineData("sleep 60")]
    [InlineData("exec >&- 2>&-; sleep 60")]
    public void Run_TakesTooLong_IsStoppedAndSaysSo(string script) =>
        Should.Throw<ToolException>(() => _tools.Run("sh", ["-c", script], timeout: TimeSpan.FromMilliseconds(50))).Message
            .ShouldBe("sh did not end within 0.1 s and was stopped");

    [Fact]
    public void Run_NoSuchProgram_IsNotFound() => _tools.Run("pm-no-such-program", []).ExitCode.ShouldBe(127);
}
