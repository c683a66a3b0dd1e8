namespace ProxyManager.Architecture.Tests.Layers;

/// <summary>What the layers' code may not do, read from the built assemblies.</summary>
public sealed class BanTests
{
    private const string Console = @"System\.Console::";
    private const string Processes = @"System\.Diagnostics\.Process(StartInfo)?::";
    private const string Clocks = @"System\.DateTime(Offset)?::get_(Now|UtcNow|Today)";
    private const string HiddenInputs =
        @"System\.TimeProvider::get_System|System\.Environment::(?!get_(NewLine|CurrentManagedThreadId))|System\.Random::"
        + @"|System\.Guid::NewGuid|System\.Diagnostics\.Stopwatch::|System\.Threading\.Thread::Sleep";
    private const string Network = @"System\.Net\.(Sockets|Http|NetworkInformation)\.|System\.Net\.Dns::";
    private const string FileWrites =
        @"System\.IO\.File::(Write|Append|Create|Delete|Move|Copy|Replace|Set|Open)|System\.IO\.Directory::(Create|Delete|Move|Set)"
        + @"|System\.IO\.(FileStream|StreamWriter)::\.ctor";

    private static readonly string[] Pure = ["ProxyManager.Resources", "ProxyManager.Core"];

    private static readonly Ban[] Bans =
    [
        new(Console, "only pm talks to a terminal: return values, write to the pipeline or report through a port",
            [.. Pure, "ProxyManager.Formats", "ProxyManager.Control", "ProxyManager.Lab", "ProxyManager.Cmdlets"]),
        new(Processes, "Core and Resources are pure, and a front end has no logic of its own: ask Control or Lab",
            [.. Pure, "ProxyManager.Formats", "ProxyManager.Cli", "ProxyManager.Cmdlets"]),
        new(Processes, "programs are started by the transport alone; GitRepository asks git, SecretCommand a program for a secret",
            ["ProxyManager.Control"], "ProxyManager.Control.Transport", "ProxyManager.Control.GitRepository", "ProxyManager.Control.Secrets.SecretCommand"),
        new(Processes, "the host's programs are started through ITools, so that every time limit and error is the same",
            ["ProxyManager.Agent"], "ProxyManager.Agent.Tools"),
        new(Clocks, "the time comes from a TimeProvider, so that tests decide it",
            [.. Repository.Products.Except(["ProxyManager.Lab"])]),
        new(HiddenInputs, "the same inventory gives the same bytes: whatever else decides must be a parameter", Pure),
        new(Network, "Core and Resources do no network I/O", [.. Pure, "ProxyManager.Formats"]),
        new(FileWrites, "Core and Resources write no file", Pure),
    ];

    public static TheoryData<string> Products => new(Repository.Products);

    [Theory]
    [MemberData(nameof(Products))]
    public void Code_OfAProject_CallsNothingThatIsBanned(string project)
    {
        var uses = AssemblyCode.MemberUses(AssemblyFile(project));
        var broken = from ban in Bans
                     where ban.Projects.Contains(project)
                     from use in uses
                     where ban.Forbids(use)
                     select $"{use.Type} uses {use.Member}: {ban.Reason}";

        broken.ShouldBeEmpty();
    }

    [Fact]
    public void MemberUses_OfCodeThatUsesConsoleProcessAndClock_AreSeenInLambdasAndAsyncMethodsToo()
    {
        var uses = AssemblyCode.MemberUses(typeof(Offender).Assembly.Location)
            .Where(u => u.Type == typeof(Offender).FullName)
            .Select(u => u.Member)
            .ToList();

        uses.ShouldContain("System.Console::WriteLine");
        uses.ShouldContain("System.Diagnostics.Process::GetCurrentProcess");
        uses.ShouldContain("System.DateTime::get_UtcNow");
    }

    private static string AssemblyFile(string project)
    {
        var name = project switch
        {
            "ProxyManager.Cli" => "pm",
            "ProxyManager.Agent" => "pm-agent",
            _ => project,
        };
        return Path.Combine(AppContext.BaseDirectory, name + ".dll");
    }
}
