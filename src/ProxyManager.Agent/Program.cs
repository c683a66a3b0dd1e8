using ProxyManager.Agent.Commands;
using ProxyManager.Agent.Tools;

Posix.ForbidCores();
return new CommandLine(AgentHost.Local(), Console.Out, Console.Error).Run(args);
