using System.CommandLine;
using ProxyManager.Cli;
using ProxyManager.Cli.Commands;

using var interruption = new Interruption();
var arguments = new PmRootCommand().Parse(args);
return await arguments.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, interruption.Token);
