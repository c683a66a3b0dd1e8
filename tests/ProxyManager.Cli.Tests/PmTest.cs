namespace ProxyManager.Cli.Tests;

/// <summary>Calls <c>pm</c> as the program calls it, in a directory of its own. All such tests are of one collection: they share standard output.</summary>
[Collection("pm")]
public abstract class PmTest : IDisposable
{
    private readonly string _directory = System.IO.Directory.CreateTempSubdirectory("pm-cli-").FullName;
    private readonly TextWriter _output = Console.Out;
    private readonly TextWriter _error = Console.Error;

    protected string Directory => _directory;

    protected string Inventory => Path.Combine(_directory, "fleet.yml");

    public void Dispose()
    {
        Console.SetOut(_output);
        Console.SetError(_error);
        System.IO.Directory.Delete(_directory, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        Console.SetOut(output);
        Console.SetError(error);
        var exitCode = await PmProgram.RunAsync(arguments, CancellationToken.None);
        return (exitCode, output.ToString(), error.ToString());
    }

    protected void Write(string inventory) => File.WriteAllText(Inventory, inventory);
}
