using ProxyManager.Tests;

namespace ProxyManager.Cli.Tests;

/// <summary>Calls <c>pm</c> as the program calls it, in a directory of its own. All such tests are of one collection: they share standard output.</summary>
[Collection("pm")]
public abstract class PmTest : IDisposable
{
    private const string PathVariable = "PATH";

    private readonly string _directory = System.IO.Directory.CreateTempSubdirectory("pm-cli-").FullName;
    private readonly TextWriter _output = Console.Out;
    private readonly TextWriter _error = Console.Error;
    private readonly string? _path = Environment.GetEnvironmentVariable(PathVariable);

    protected string Directory => _directory;

    protected string Inventory => Path.Combine(_directory, "fleet.yml");

    public void Dispose()
    {
        Console.SetOut(_output);
        Console.SetError(_error);
        Environment.SetEnvironmentVariable(PathVariable, _path);
        System.IO.Directory.Delete(_directory, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected static Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) => RunAsync(CancellationToken.None, arguments);

    protected static async Task<(int ExitCode, string Output, string Error)> RunAsync(CancellationToken interruption, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        Console.SetOut(output);
        Console.SetError(error);
        var exitCode = await PmProgram.RunAsync(arguments, interruption);
        return (exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Has a program of the test's directory run instead of the machine's, until the test is over.</summary>
    protected void Stand(string program, string script)
    {
        Executable.Write(Path.Combine(_directory, program), script);
        Environment.SetEnvironmentVariable(PathVariable, _directory + Path.PathSeparator + _path);
    }

    protected void Write(string inventory) => File.WriteAllText(Inventory, inventory);
}
