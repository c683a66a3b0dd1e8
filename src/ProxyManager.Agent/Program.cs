using ProxyManager.Agent.Commands;

return new CommandLine(AgentHost.Local(), Console.Out, Console.Error).Run(args);
