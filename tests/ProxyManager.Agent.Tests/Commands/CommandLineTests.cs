using System.Globalization;
using ProxyManager.Agent.Commands;
using ProxyManager.Agent.Tests.Transactions;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly TestHost _host = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Theory]
    [InlineData(1, AgentProtocol.OlderAgentExitCode)]
    [InlineData(-1, AgentProtocol.NewerAgentExitCode)]
    public void Serve_AnotherProtocol_SaysWhoIsOlder(int more, int exitCode)
    {
        Run("serve", (AgentProtocol.Version + more).ToString(CultureInfo.InvariantCulture), "--connection", "").ShouldBe(exitCode);
        _error.ToString().ShouldContain($"speaks protocol {AgentProtocol.Version}");
    }

    [Fact]
    public void Serve_NoProtocol_IsReplaced() => Run("serve", "one").ShouldBe(AgentProtocol.OlderAgentExitCode);

    [Theory]
    [InlineData("pause")]
    [InlineData("pause", "--for")]
    [InlineData("pauze", "--for", "2h")]
    public void Run_WhatIsNotUnderstood_ShowsTheUsage(params string[] arguments)
    {
        Run(arguments).ShouldBe(ExitCodes.Failed);
        _error.ToString().ShouldContain("usage: pm-agent COMMAND");
    }

    [Theory]
    [InlineData("version", "pm-agent ")]
    [InlineData("--version", "pm-agent ")]
    [InlineData("--help", "usage: pm-agent COMMAND")]
    public void Run_QuestionAboutItself_IsAnswered(string argument, string answer)
    {
        Run(argument).ShouldBe(ExitCodes.InOrder);
        _output.ToString().ShouldStartWith(answer);
    }

    public void Dispose()
    {
        _error.Dispose();
        _output.Dispose();
        _host.Dispose();
    }

    private int Run(params string[] arguments) => new CommandLine(_host.Agent(), _output, _error).Run(arguments);
}
