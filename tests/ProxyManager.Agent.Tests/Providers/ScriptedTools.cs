using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Tests.Providers;

/// <summary>Programs that answer as told. A call that nobody told of fails the test.</summary>
internal sealed class ScriptedTools : ITools
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ToolResult> _answers = [];
    private readonly Dictionary<string, ToolResult> _laterAnswers = [];

    public List<(string Command, string? Input)> Calls { get; } = [];

    public ScriptedTools Answer(string command, string output = "", int exitCode = 0, string error = "")
    {
        _answers[command] = new ToolResult(exitCode, output, error);
        return this;
    }

    /// <summary>What a command answers from the second time on.</summary>
    public void AfterwardsAnswer(string command, string output) => _laterAnswers[command] = new ToolResult(0, output, "");

    public ToolResult Run(string program, IReadOnlyList<string> arguments, string? input = null, TimeSpan? timeout = null)
    {
        var command = $"{program} {string.Join(' ', arguments)}";
        lock (_gate)
        {
            Calls.Add((command, input));
            if (Calls.Count(c => c.Command == command) > 1 && _laterAnswers.TryGetValue(command, out var later))
                return later;
            return _answers.TryGetValue(command, out var answer) ? answer : throw new InvalidOperationException($"unexpected call: {command}");
        }
    }
}
