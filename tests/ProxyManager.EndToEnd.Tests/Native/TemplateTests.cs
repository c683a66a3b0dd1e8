using System.Diagnostics;
using ProxyManager.Control;

namespace ProxyManager.EndToEnd.Tests.Native;

/// <summary>The template engine binds by reflection, so what works in other tests has to be seen in the program that was compiled ahead of time, too.</summary>
public sealed class TemplateTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("pm-native-").FullName;

    public TemplateTests() => File.Copy(Path.Combine(LabEnvironment.Repository, "examples/quickstart/fleet.yml"), Path.Combine(_directory, "fleet.yml"));

    [Fact]
    public void Render_TemplateBesideTheInventory_HasLoopsConditionsAndParents()
    {
        File.WriteAllText(Path.Combine(_directory, "haproxy.cfg.hbs"), """
            {{#each passThrough}}
            {{@index}} {{name}} of {{../statsSocket}}{{#unless @last}},{{/unless}}
            {{/each}}
            {{#each forwards}}{{name}}{{else}}no forwards{{/each}}
            {{#if backends}}{{#with backends.[0]}}first {{name}}{{/with}}{{else}}none{{/if}}
            """);

        Render().ExitCode.ShouldBe(ExitCode.Success);

        File.ReadAllText(Path.Combine(_directory, "out/ams1/haproxy.cfg")).ShouldBe("""
            0 sni_443 of /run/proxymanager/edge/haproxy.sock
            no forwards
            first http_443
            """);
    }

    [Fact]
    public void Render_TemplateNamesWhatIsNotThere_SaysSo()
    {
        File.WriteAllText(Path.Combine(_directory, "haproxy.cfg.hbs"), "{{nobody.knows}}");

        var (exitCode, error) = Render();
        exitCode.ShouldBe(ExitCode.Failed);
        error.ShouldContain("haproxy.cfg.hbs");
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private (int ExitCode, string Error) Render()
    {
        using var pm = Process.Start(new ProcessStartInfo(LabEnvironment.Pm, ["render", "-i", _directory, "--out", Path.Combine(_directory, "out")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = pm.StandardOutput.ReadToEndAsync();
        var error = pm.StandardError.ReadToEnd();
        pm.WaitForExit();
        return (pm.ExitCode, error + output.Result);
    }
}
