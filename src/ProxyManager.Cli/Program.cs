using ProxyManager.Cli;

using var interruption = new Interruption();
return await PmProgram.RunAsync(args, interruption.Token);
