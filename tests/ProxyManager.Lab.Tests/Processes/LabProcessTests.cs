using ProxyManager.Lab.Processes;

namespace ProxyManager.Lab.Tests.Processes;

public sealed class LabProcessTests
{
    [Fact]
    public async Task StepAsync_ProgramFails_TellsItsExitCodeAndItsWords()
    {
        var failure = await Should.ThrowAsync<LabException>(() => LabProcess.StepAsync(["sh", "-c", "echo no such bridge >&2; exit 2"]));

        failure.Code.ShouldBe(LabErrors.StepFailed);
        failure.Message.ShouldEndWith("failed with exit code 2: no such bridge");
    }

    [Fact]
    public async Task RunAsync_ProgramThatDoesNotEnd_IsKilled()
    {
        var failure = await Should.ThrowAsync<LabException>(() => LabProcess.RunAsync(["sleep", "600"], timeout: TimeSpan.FromMilliseconds(100)));

        failure.Code.ShouldBe(LabErrors.StepFailed);
        failure.Message.ShouldEndWith("and was killed.");
    }

    [Fact]
    public async Task RunAsync_ProgramThatIsNotThere_SaysSo()
    {
        var failure = await Should.ThrowAsync<LabException>(() => LabProcess.RunAsync(["/nowhere/ip", "netns"]));

        failure.Code.ShouldBe(LabErrors.StepFailed);
        failure.Message.ShouldContain("'/nowhere/ip' cannot be started");
    }
}
