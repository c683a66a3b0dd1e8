using ProxyManager.Agent.Providers.WireGuard;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Tests.Providers;

public sealed class WireGuardDumpTests
{
    private const string Command = "wg show all dump";
    private const string Vanished = "Unable to access interface wg9: Protocol not supported";

    [Fact]
    public void Read_InterfaceVanishesWhileItIsAsked_IsReadAgain()
    {
        var tools = new ScriptedTools().Answer(Command, exitCode: 1, error: Vanished);
        tools.AfterwardsAnswer(Command, "pm0\t(none)\t(none)\t51820\toff\n");

        WireGuardDump.Read(tools)["pm0"].ListenPort.ShouldBe(51820);
    }

    [Fact]
    public void Read_InterfaceThatNeverAnswers_IsAnErrorThatNamesIt()
    {
        var tools = new ScriptedTools().Answer(Command, exitCode: 1, error: Vanished);

        Should.Throw<ToolException>(() => WireGuardDump.Read(tools)).Message.ShouldContain("wg9");
        tools.Calls.Count.ShouldBe(3);
    }

    [Fact]
    public void Read_NoWgYet_HasNoInterfaces() => WireGuardDump.Read(new ScriptedTools().Answer(Command, exitCode: 127)).ShouldBeEmpty();
}
